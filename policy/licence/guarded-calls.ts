import type { Topology } from '../../topology/schema/topology.js';
import { hostOfResource } from '../host-of-resource.js';
import { identityStatements, type PolicyStatement } from '../policy-statements.js';
import type { Violation } from '../rule.js';
import type { Resource, SynthesizedStack } from '../synthesized.js';

/** Rights to call a Bedrock model that do not make the caller name a published version of the host's guardrail. */
export function* unguardedCalls(topology: Topology, stacks: readonly SynthesizedStack[]): Iterable<Violation> {
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    const calls = identityStatements(resource).filter(
      ({ effect, actions }) => effect === 'Allow' && actions.some((action) => action.startsWith('bedrock:InvokeModel')),
    );
    if (calls.length === 0) continue;
    const [id] = hostOfResource(topology, resource) ?? [];
    const guardrail = id === undefined ? '' : guardrailText(topology, id, resource);
    for (const { sid, conditions } of calls.filter((statement) => !namesGuardrail(statement, guardrail))) {
      const found = conditions.find(({ key }) => key === 'bedrock:GuardrailIdentifier');
      yield {
        path: id === undefined ? resource.origin : `hosts.${id}.guardrail`,
        resource,
        message: `Statement ${sid} of ${resource.id} lets a model be called ${found === undefined ? 'without a guardrail' : `with ${found.operator} ${found.values.join(', ')}`}. Allowed: StringEquals with published versions of the host's own guardrail.`,
      };
    }
  }
}

function namesGuardrail({ conditions }: PolicyStatement, guardrail: string): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      operator === 'StringEquals' &&
      key === 'bedrock:GuardrailIdentifier' &&
      values.length > 0 &&
      values.every((value) => value.includes(guardrail) && !value.endsWith(':DRAFT') && !/[*?]/.test(value)),
  );
}

/** What the ARN of a host's guardrail looks like in its template. */
function guardrailText(topology: Topology, id: string, { stack }: Resource): string {
  const existing = topology.existing.guardrails[id];
  if (existing !== undefined) return `:guardrail/${existing.id}:`;
  const own = stack.resources.find(({ type }) => type === 'AWS::Bedrock::Guardrail');
  return own === undefined ? 'no guardrail in the stack' : `\${${own.id}.GuardrailArn}:`;
}
