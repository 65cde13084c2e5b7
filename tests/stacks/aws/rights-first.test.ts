import { describe, expect, it } from 'vitest';
import type { Json, Written } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

/** What runs as soon as it is made or changed, with the rights that its roles have at that moment. */
const starting = ['AWS::AutoScaling::AutoScalingGroup', 'AWS::ECS::Service', 'AWS::Events::Rule'];

/** Logical ids in a value that names resources of its template. */
function named(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(named);
  if (typeof value !== 'object' || value === null) return [];
  if (typeof value.Ref === 'string') return [value.Ref];
  if (Array.isArray(value['Fn::GetAtt'])) return [value['Fn::GetAtt'][0]];
  return Object.values<Json>(value).flatMap(named);
}

/** Everything that is made, and changed, before a resource. */
function before(Resources: Json, id: string): Set<string> {
  const seen = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { Properties, DependsOn = [] } = Resources[at];
    for (const next of [...named(Properties), ...[DependsOn].flat()]) {
      if (Resources[next] === undefined || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen;
}

/** Roles by logical id or, where another stack made one, by the end of its ARN. */
function rolesOf(Resources: Json, id: string, made: ReadonlySet<string>): string[] {
  const tasks = [...made].filter((one) => Resources[one].Type === 'AWS::ECS::TaskDefinition');
  const foreign = tasks.flatMap((one) =>
    [Resources[one].Properties.TaskRoleArn].filter((arn) => arn !== undefined && named(arn).every((ref) => ref.startsWith('AWS::'))),
  );
  const own = Resources[id].Type === 'AWS::Events::Rule' ? named(Resources[id].Properties.Targets.map(({ RoleArn }: Json) => RoleArn)) : [...made];
  return [
    ...own.filter((one) => Resources[one]?.Type === 'AWS::IAM::Role'),
    ...foreign.map((arn) => /role\/(?:.*\/)?([^/"]+)/.exec(JSON.stringify(arn))?.[1] ?? ''),
  ];
}

/** Policies in the stack of what starts that nothing makes it wait for. */
function late({ Resources }: Written): string[] {
  const policies = Object.entries<Json>(Resources).filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy' || Type === 'AWS::IAM::Policy');
  return Object.entries<Json>(Resources)
    .filter(([, { Type }]) => starting.includes(Type))
    .flatMap(([id]) => {
      const made = before(Resources, id);
      const roles = rolesOf(Resources, id, made);
      const has = (policy: Json) => policy.Properties.Roles.some((role: Json) => roles.includes(typeof role === 'string' ? role : role.Ref));
      return policies.filter(([policy, resource]) => has(resource) && !made.has(policy)).map(([policy]) => `${id} does not wait for ${policy}`);
    });
}

describe.each(['topology.yaml', 'examples/landing-zone.yaml', 'examples/sovereign.yaml', 'examples/transition.yaml'])('%s', (file) => {
  const stacks = (evidenceOf(topologyWith([], file)).aws ?? [])
    .map(({ name, document }) => [name, document as Json as Written] as const)
    .filter(([, { Resources }]) => Object.values(Resources).some(({ Type }) => starting.includes(Type)));

  it.each(stacks)('%s: nothing starts before the rights of its roles are there', (_, template) => {
    expect(late(template)).toEqual([]);
  });
});
