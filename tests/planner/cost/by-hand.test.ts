import { describe, expect, it } from 'vitest';
import { fleetAnswers } from '../../../planner/capacity/fleet-answer.js';
import { plan } from '../../../planner/cost/plan.js';
import { asOf, topologyWith } from '../../support/topologies.js';

/**
 * Bills that were calculated outside this repository: from price rows, the topology and the hours of the curves alone, with a fluid overflow minute by
 * minute. What a node or replica carries is taken as `blueprint size` prints it. Figures are USD a year by host; a comment has the arithmetic.
 */
const bills = {
  'topology.yaml': {
    // 167e3 × 0.71.
    'dev-foundry': 118_570,
    // 12 × 8,760 × 58.8928.
    'eu-fleet': 6_190_811,
    // 630.9 out and 5,047.6 in a second on a replica; ⌈demand⌉ of every minute between 1 and 4 is 2.0223 in the mean: × 8,760 × 56.27 = 996,870.
    // 278e9 ÷ 4,500 requests at 4 for a thousand = 247,111.
    grounding: 996_870 + 247_111,
    // variable: 1.22e6 × 0.72 = 878,400; 3 text units of a request of 2,000 tokens at 0.40 for a thousand: 1.22e6 × 0.60 = 732,000.
    // global-assist: 2.685% of 1.39e12 spill over a fleet of 12 nodes that each do 10,853 × 2 a second: 37,325 × (0.72 + 1.00) = 64,199.
    'us-bedrock': 878_400 + 732_000 + 64_199,
  },
  'examples/hosted-only.yaml': {
    // 5.56e6 × 0.72 = 4,003,200; guardrail 3.89e6 × 1.00 and 1.67e6 × 0.60.
    'us-bedrock': 4_003_200 + 3_890_000 + 1_002_000,
  },
  'examples/us-maverick.yaml': {
    // 3 × 8,760 × 55.04.
    'ohio-fleet': 1_446_451,
    // agents: 96e3 × 0.24 + 24e3 × 0.97 = 46,320; guardrail 120e3 × 0.48 = 57,600.
    // claims: 7.991% of 900e9 spill over three nodes of 2,605 out (19,972 in all) a second: 62,538 × 0.24 + 9,381 × 0.97 = 24,109; guardrail 71,919 × 0.3478.
    'us-bedrock': 46_320 + 57_600 + 24_109 + 25_015,
  },
  'examples/engagement-2024.yaml': {
    // 2 × 8,760 × 39.33 = 689,062; people 400,000; a load balancer 8,760 × 0.0225 = 197.
    'h100-fleet': 689_062 + 400_000 + 197,
    // 8,760 × 56.27 × 0.6 = 295,755; 50e9 ÷ 4,500 requests at 4 for a thousand × 0.6 = 26,667.
    grounding: 295_755 + 26_667,
    // variable: 125e3 × (2.65 + 3.50) × 0.6 = 461,250; guardrail 250e3 × 1.00 × 0.6 = 150,000.
    // sustained: 6.039% of 700e9 spill over two nodes of 9,335 out: 21,138 × 6.15 × 0.6 = 78,000; guardrail 42,276 × 0.6 = 25,366.
    'us-bedrock': 461_250 + 150_000 + 78_000 + 25_366,
  },
  'examples/eu-import.yaml': {
    // 8 units × 525,600 minutes × 0.07144 = 300,391; stored 8 × 12 × 1.95 = 187; guardrail 40e3 × 0.60 = 24,000.
    'eu-import': 300_391 + 187 + 24_000,
  },
} as const;

describe('bills by hand', () => {
  it.each(Object.entries(bills))('of %s are those of the plan within 2%, host by host', (file, hosts) => {
    const found = plan(topologyWith([], file).topology, { asOf });
    expect(Object.keys(found.hosts)).toEqual(Object.keys(hosts).sort());
    for (const [id, usd] of Object.entries(hosts)) expect(Math.abs((found.hosts[id]?.usdPerYear ?? 0) / usd - 1), id).toBeLessThan(0.005);
    const all = Object.values(hosts).reduce<number>((sum, usd) => sum + usd, 0);
    expect(Math.abs(found.hybrid.usdPerYear / all - 1)).toBeLessThan(0.02);
  });
});

describe('figures of the reference by hand', () => {
  const { topology } = topologyWith();
  const found = plan(topology, { asOf });
  const fleet = found.hosts['eu-fleet'];

  it('used: 4,756,469 and 97.315% of 2,644,597 tokens a minute over 12 nodes of 1,302,360', () => {
    expect(fleet?.utilisation).toBeCloseTo((4_756_469 + 0.97315 * 2_644_597) / 1_302_360 / 12, 3);
  });

  it('break-even: what is used × the nodes ÷ the same 3.8527e12 tokens at 0.71 on Foundry, and above 100% is never', () => {
    const hosted = (2_500_000 + 0.97315 * 1_390_000) * 0.71;
    expect(fleet?.cheapestHosted).toMatchObject({ host: 'azure', usdPerYear: expect.closeTo(hosted, -3) });
    expect(fleet?.breakEvenUtilisation).toBeCloseTo((0.469 * 6_190_811) / hosted, 2);
    expect(fleet?.breakEvenUtilisation).toBeGreaterThan(1);
  });

  it('70% of the volume: seven nodes, as six serve less of every minute', () => {
    const [answer] = fleetAnswers(topology, found.flows).answers;
    if (answer === undefined) throw new Error('no fleet');
    const served = (nodes: number) =>
      answer.demand.all.reduce((sum, need) => sum + Math.min(need, nodes), 0) / answer.demand.all.reduce((sum, need) => sum + need, 0);
    expect(answer.forSeventyPercent).toBe(7);
    expect([served(6) < 0.7, served(7) >= 0.7]).toEqual([true, true]);
  });
});
