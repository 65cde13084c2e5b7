import { describe, expect, it } from 'vitest';
import type { Json, Written } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const groupType = 'AWS::AutoScaling::AutoScalingGroup';

/** What CloudFormation would call the groups of a stack, and of one whose name begins with that stack's. */
function groupNames(stack: string, Resources: Json): string[] {
  const groups = Object.keys(Resources).filter((id) => Resources[id].Type === groupType);
  return [stack, `${stack}-two`].flatMap((name) => groups.map((id) => `${name}-${id}-1ABCDEFGHIJK2`));
}

/** Groups by name of which the holder of each policy may fail nodes. */
function reachOf({ Resources }: Written, names: readonly string[]): Map<string, string[]> {
  const allowed = Object.entries<Json>(Resources).flatMap(([id, { Properties }]) =>
    (Properties?.PolicyDocument?.Statement ?? [])
      .filter(({ Action }: Json) => [Action].flat().includes('autoscaling:SetInstanceHealth'))
      .map(({ Resource }: Json) => {
        const [, pattern = ''] = /autoScalingGroupName\/([^"]*)/.exec(JSON.stringify(Resource)) ?? [];
        const matches = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        return [id, names.filter((name) => matches.test(name))] as const;
      }),
  );
  return new Map(allowed);
}

describe.each(['topology.yaml', 'examples/transition.yaml'])('%s', (file) => {
  const fleets = (evidenceOf(topologyWith([], file)).aws ?? [])
    .map(({ name, document }) => [name, document as Json as Written] as const)
    .filter(([, { Resources }]) => Object.values(Resources).some(({ Type }) => Type === groupType));

  it.each(fleets)('%s: a node fails nodes of its own group, not of the next version or of a fleet whose name begins alike', (stack, template) => {
    const names = groupNames(stack, template.Resources);
    const reach = [...reachOf(template, names).values()];
    expect(reach.flat().sort()).toEqual(names.filter((name) => !name.startsWith(`${stack}-two`)).sort());
    expect(reach.map(({ length }) => length)).toEqual(reach.map(() => 1));
  });
});
