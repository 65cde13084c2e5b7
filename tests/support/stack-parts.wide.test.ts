import { describe, expect, it } from 'vitest';
import { editedStacks } from './stack-parts.js';
import { stacksOf } from './synthesized.js';
import { type Edit, topologies, topologyWith } from './topologies.js';

const edits: readonly (readonly [what: string, file: string, edits: readonly Edit[]])[] = [
  [
    'what few read',
    'topology.yaml',
    [
      ['p5.48xlarge', 'p5en.48xlarge'],
      ['costCentre: cc-4713', 'costCentre: cc-4799'],
      ['usdPerMonth: 340000', 'usdPerMonth: 350000'],
    ],
  ],
  [
    'what many read',
    'topology.yaml',
    [
      ['cidr: 10.40.0.0/16', 'cidr: 10.44.0.0/16'],
      ['route: [eu-fleet, us-bedrock]', 'route: [eu-fleet, us-bedrock, dev-foundry]'],
      ['tier: enterprise', 'tier: standard'],
    ],
  ],
];

it.each(topologies)('stacks that cases share are those that one application writes in one piece: %s', { timeout: 120_000 }, (_, file) => {
  const loaded = topologyWith([], file);
  for (const app of ['aws', 'terraform'] as const) expect(stacksOf(app, loaded)).toEqual(editedStacks(app, loaded, undefined));
});

describe('stacks of an edited topology', () => {
  it.each(edits)('are those that are written without anything kept: %s', (_, file, changes) => {
    const loaded = topologyWith(changes, file);
    for (const app of ['aws', 'terraform'] as const) expect(stacksOf(app, loaded)).toEqual(editedStacks(app, loaded, undefined));
  });

  it('are shared with the one in the repository, but for those that read what was edited', () => {
    const kept = stacksOf('aws', topologyWith());
    const anew = stacksOf('aws', topologyWith([['p5.48xlarge', 'p5en.48xlarge']])).filter((stack) => !kept.includes(stack));
    expect(anew.map(({ name }) => name.replace(/^.*?-aws-/, 'aws-'))).toContain('aws-fleet-eu-fleet');
    expect(anew.length).toBeLessThan(kept.length / 2);
  });
});
