import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenNeeds, tokenPeaks } from '../../planner/token-quotas.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { Json } from '../support/documents.js';
import { type Edit, topologies, topologyWith } from '../support/topologies.js';

const needs = (edits?: Edit[], file?: string) => tokenNeeds(topologyWith(edits, file).topology);

const reference = topologyWith().topology;

/** The reference with other loads, nodes and quota; everything else stays. */
function scaled(change: { tokens?: readonly number[]; nodes?: number; spare?: number; quota?: number }): Topology {
  const topology = structuredClone(reference) as Json;
  for (const [index, workload] of ['eu-production', 'global-assist', 'variable'].entries()) {
    const tokens = change.tokens?.[index];
    if (tokens !== undefined) topology.workloads[workload].load.tokensPerYear = tokens;
  }
  if (change.nodes !== undefined) topology.hosts['eu-fleet'].nodes = { ...topology.hosts['eu-fleet'].nodes, count: change.nodes, spare: change.spare ?? 0 };
  if (change.quota !== undefined) topology.hosts['us-bedrock'].quotaTokensPerMinute = change.quota;
  return topology;
}

const peaks = (change: Parameters<typeof scaled>[0]) => tokenPeaks(scaled(change), ['us-bedrock']);
const tokens = fc.array(fc.double({ min: 0, max: 1e13, noNaN: true }), { minLength: 3, maxLength: 3 });
const nodes = fc.integer({ min: 1, max: 60 });

describe('tokens per minute of Bedrock hosts', () => {
  it('of the reference, by hand: 12 nodes of 1,302,420; peaks of 9,988,584, 6,452,815 and 5,663,623', () => {
    // `blueprint size --engine vllm` at 1000/1000 under 2 s and 200 ms: 10,853.5 output tokens a second on eight H100, and as many in.
    const node = 10_853.5 * 2 * 60;
    const peak = (perYear: number, factor: number) => (perYear / 525_600) * factor;
    const fleet = peak(2.5e12, 2.1) + peak(1.39e12, 2.44);
    const own = peak(1.22e12, 2.44);
    expect(needs()).toMatchObject([
      {
        account: '111122223333',
        region: 'us-east-2',
        service: 'bedrock',
        quotaCode: 'L-372A660C',
        unit: 'token per minute',
        because: ['workloads.global-assist.route[1]', 'workloads.variable.route[0]'],
        atPeak: Math.ceil((own + fleet - 12 * node) / 1_000) * 1_000,
        oneNodeLost: Math.ceil((own + fleet - 11 * node) / 1_000) * 1_000,
        needed: 7_779_000,
        declared: 12_000_000,
      },
    ]);
  });

  it('name the quota of the mode, and none where no id is known', () => {
    expect(needs([], 'examples/us-maverick.yaml')).toMatchObject([{ quotaCode: 'L-DE3FBBF4', name: expect.stringContaining('Cross-region') }]);
    const { prod, ...others } = reference.accounts.aws;
    const [unknown] = tokenNeeds({
      ...reference,
      accounts: { ...reference.accounts, aws: { ...others, prod: { ...prod, partition: 'aws-us-gov' } as typeof prod } },
    } as Topology);
    expect(unknown?.quotaCode).toBeUndefined();
    expect(unknown?.name).toContain('no id known');
  });

  it('count everything that may overflow from a fleet whose throughput is not known', () => {
    const [need] = needs([['instanceType: p5.48xlarge', 'instanceType: p4d.24xlarge']]);
    expect(need?.assumptions.join()).toContain('what eu-fleet carries');
    expect(need?.atPeak).toBe(Math.ceil((((1.39e12 + 1.22e12) / 525_600) * 2.44) / 1_000) * 1_000);
  });

  it('are shared by hosts of one account, region, model and mode', () => {
    const topology = structuredClone(reference) as Json;
    topology.hosts['us-second'] = { ...topology.hosts['us-bedrock'], quotaTokensPerMinute: 1_000_000 };
    topology.workloads.variable.route = ['us-second'];
    expect(tokenNeeds(topology)).toMatchObject([{ needed: 7_779_000, declared: 13_000_000 }]);
  });

  it.each(topologies)('are covered by what %s declares', (_, file) => {
    for (const { declared, needed } of needs([], file)) expect(declared).toBeGreaterThanOrEqual(needed);
  });

  it('lie between the own peak and all that may come, and never fall when a node is lost', () => {
    fc.assert(
      fc.property(tokens, nodes, (loads, count) => {
        const { atPeak, oneNodeLost } = peaks({ tokens: loads, nodes: count });
        const [, assist = 0, own = 0] = loads;
        expect(atPeak).toBeGreaterThanOrEqual((own / 525_600) * 2.44 - 1);
        expect(oneNodeLost).toBeGreaterThanOrEqual(atPeak);
        expect(oneNodeLost).toBeLessThanOrEqual(((own + assist) / 525_600) * 2.44 + 1_001);
      }),
    );
  });

  it('fall with every node, and rise with every load', () => {
    fc.assert(
      fc.property(tokens, nodes, fc.integer({ min: 0, max: 2 }), fc.double({ min: 1, max: 3, noNaN: true }), (loads, count, which, factor) => {
        const before = peaks({ tokens: loads, nodes: count });
        const more = peaks({ tokens: loads, nodes: count + 1 });
        const louder = peaks({ tokens: loads.map((load, index) => (index === which ? load * factor : load)), nodes: count });
        expect(more.atPeak).toBeLessThanOrEqual(before.atPeak);
        expect(more.oneNodeLost).toBeLessThanOrEqual(before.oneNodeLost);
        expect(louder.atPeak).toBeGreaterThanOrEqual(before.atPeak);
        expect(louder.oneNodeLost).toBeGreaterThanOrEqual(before.oneNodeLost);
      }),
    );
  });

  it('of a fleet that lost a node are those of a fleet with a node less, unless a spare steps in', () => {
    fc.assert(
      fc.property(tokens, nodes, (loads, count) => {
        const bigger = peaks({ tokens: loads, nodes: count + 1 });
        expect(bigger.oneNodeLost).toBe(peaks({ tokens: loads, nodes: count }).atPeak);
        const spared = peaks({ tokens: loads, nodes: count + 1, spare: 1 });
        expect(spared.oneNodeLost).toBe(spared.atPeak);
        expect(spared.atPeak).toBe(bigger.oneNodeLost);
      }),
    );
  });

  it('do not depend on the quota that is declared, nor on the order of the file', () => {
    fc.assert(
      fc.property(tokens, nodes, fc.integer({ min: 1, max: 1e9 }), (loads, count, quota) => {
        const topology = scaled({ tokens: loads, nodes: count, quota });
        const reversed = { ...topology, workloads: Object.fromEntries(Object.entries(topology.workloads).reverse()) };
        expect(tokenPeaks(reversed, ['us-bedrock'])).toEqual(peaks({ tokens: loads, nodes: count }));
      }),
    );
  });

  it('of a second Bedrock host in a route are what the first has no quota for', () => {
    const topology = scaled({ quota: 1_000_000 }) as Json;
    topology.hosts['us-second'] = { ...entity(topology.hosts, 'us-bedrock'), quotaTokensPerMinute: undefined, region: 'us-west-2', profile: 'us' };
    topology.workloads.variable.route = ['us-bedrock', 'us-second'];
    const own = (1.22e12 / 525_600) * 2.44;
    // global-assist overflows to us-bedrock and no further, so it is served first and fills that quota.
    expect(tokenPeaks(topology, ['us-second']).oneNodeLost).toBe(Math.ceil(own / 1_000) * 1_000);
  });
});
