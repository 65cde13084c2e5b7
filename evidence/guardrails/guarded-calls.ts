import { parameterName } from '../../derived/names.js';
import type { Topology } from '../../topology/schema/topology.js';
import { identityStatements, type PolicyStatement } from '../iam/policy-statements.js';
import { hostOfResource } from '../synthesized/host-of-resource.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/** A right to call a model, of a role for one host or for none that is known. */
export interface UnguardedCall {
  readonly host?: string;
  readonly resource: Resource;
  readonly message: string;
}

/** Rights to call a Bedrock model that do not make the caller name a published version of the host's guardrail. */
export function* unguardedCalls(topology: Topology, stacks: readonly SynthesizedStack[]): Iterable<UnguardedCall> {
  for (const resource of stacks.flatMap(({ resources }) => resources)) {
    const calls = identityStatements(resource).filter(
      ({ effect, actions }) => effect === 'Allow' && actions.some((action) => action.startsWith('bedrock:InvokeModel')),
    );
    if (calls.length === 0) continue;
    const [id] = hostOfResource(topology, resource) ?? [];
    const guardrail = id === undefined ? '' : guardrailText(topology, id, resource, stacks);
    for (const { sid, conditions } of calls.filter((statement) => !namesGuardrail(statement, guardrail))) {
      const found = conditions.find(({ key }) => key === 'bedrock:GuardrailIdentifier');
      yield {
        ...(id !== undefined && { host: id }),
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
function guardrailText(topology: Topology, id: string, { stack }: Resource, stacks: readonly SynthesizedStack[]): string {
  const existing = topology.existing.guardrails[id];
  if (existing !== undefined) return `:guardrail/${existing.id}:`;
  const own = stack.resources.find(({ type }) => type === 'AWS::Bedrock::Guardrail');
  if (own !== undefined) return `\${${own.id}.GuardrailArn}:`;
  const parameter = sharedGuardrail(topology, id, stack, stacks);
  return parameter === undefined ? 'no guardrail in the stack' : `\${${parameter}}:`;
}

/** Parameter of a stack's template that reads the ARN of the host's guardrail, where the host's first stack writes just that. */
function sharedGuardrail(
  topology: Topology,
  id: string,
  { document, account, region }: SynthesizedStack,
  stacks: readonly SynthesizedStack[],
): string | undefined {
  const name = parameterName(topology.name, 'bedrock', id, 'guardrail-arn');
  const writes = stacks.some(
    (other) =>
      other.account === account &&
      other.region === region &&
      other.resources.some(({ type, properties }) => {
        if (type !== 'AWS::SSM::Parameter' || properties['Name'] !== name) return false;
        const guardrail = other.resources.find((resource) => resource.type === 'AWS::Bedrock::Guardrail');
        return guardrail !== undefined && renderedText(properties['Value']) === `\${${guardrail.id}.GuardrailArn}`;
      }),
  );
  return writes ? Object.entries(record(document['Parameters'])).find(([, parameter]) => record(parameter)['Default'] === name)?.[0] : undefined;
}
