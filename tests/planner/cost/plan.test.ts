import { describe, expect, it } from 'vitest';
import { fleetAnswers } from '../../../planner/capacity/fleet-answer.js';
import { cheapest, nodeCurve } from '../../../planner/capacity/node-curve.js';
import { months, terms } from '../../../planner/cost/calendar.js';
import { known } from '../../../planner/cost/line.js';
import { nodePrices } from '../../../planner/cost/node-prices.js';
import { plan } from '../../../planner/cost/plan.js';
import { stalePrices, unknownPrices } from '../../../planner/cost/price-age.js';
import { sensitivities } from '../../../planner/cost/sensitivity.js';
import { asOf, type Edit, topologies, topologyWith } from '../../support/topologies.js';

const planned = (edits: Edit[] = [], file?: string) => plan(topologyWith(edits, file).topology, { asOf });
const reference = planned();
const totalOf = (lines: typeof reference.lines, host: string) => lines.reduce((sum, line) => sum + (line.host === host ? known(line.usd) : 0), 0);

describe('the plan of the reference, by hand', () => {
  it('prices capacity by hours and tokens by their price', () => {
    const usd = (host: string, what: string) => reference.lines.filter((line) => line.host === host && line.what.startsWith(what)).map((line) => line.usd);
    // 12 nodes × 8,760 h × 58.8928.
    expect(usd('eu-fleet', 'p5.48xlarge')).toEqual([expect.closeTo(6_190_811.136, 2)]);
    // 112.54 an hour for eight GPUs: four for a year are 492,925.2, and 2.0223 replicas run in the mean.
    expect(usd('grounding', 'a3-highgpu-4g')).toEqual([expect.closeTo(2.022321 * 492_925.2, -1)]);
    // 278e9 tokens, 4,500 to a request, 4 for a thousand queries.
    expect(usd('grounding', 'queries')).toEqual([expect.closeTo((278e9 / 4_500 / 1_000) * 4, 2)]);
    // 1.22e12 tokens, three quarters of them prompts, at 0.72 each way.
    expect(usd('us-bedrock', 'prompts')[0]).toBeCloseTo(658_800, 2);
    expect(usd('us-bedrock', 'answers')[0]).toBeCloseTo(219_600, 2);
  });

  it('compares with 5.555e12 tokens at 0.72', () => {
    expect(reference.baseline.usdPerYear).toBeCloseTo(3_999_600, 2);
    expect(reference.saving.list).toBeCloseTo(1 - reference.hybrid.usdPerYear / 3_999_600, 9);
  });

  it('charges everything once: workloads and what is shared are the whole', () => {
    for (const [, file] of topologies) {
      const found = planned([], file);
      const charged = Object.values(found.workloads).reduce((sum, { usdPerYear }) => sum + usdPerYear, found.sharedUsdPerYear);
      expect(charged, file).toBeCloseTo(found.hybrid.usdPerYear, 4);
      const byHost = Object.values(found.hosts).reduce((sum, { usdPerYear }) => sum + usdPerYear, totalOf(found.lines, 'shared'));
      expect(byHost, file).toBeCloseTo(found.hybrid.usdPerYear, 4);
    }
  });

  it('serves all tokens of a workload, or says which it does not', () => {
    for (const [, file] of topologies) {
      for (const [id, { hosts, tokensPerYear, unservedTokensPerYear }] of Object.entries(planned([], file).workloads)) {
        const shares = Object.values(hosts).reduce((sum, { share }) => sum + share, 0);
        expect(shares + unservedTokensPerYear / tokensPerYear, `${file} ${id}`).toBeCloseTo(1, 6);
      }
    }
  });

  it('never takes an unknown price for nothing', () => {
    const unknown = unknownPrices(reference.lines);
    // One line for each thing that is billed, so that nobody takes a missing price for none.
    for (const what of ['people and on call', 'management fee', 'Private Service Connect', 'index of Vertex AI Search', 'Model Armor', 'link eu-google'])
      expect(
        unknown.filter((text) => text.includes(what)),
        what,
      ).toHaveLength(1);
    expect(unknown.filter((text) => text.startsWith('shared: interface endpoints'))).toHaveLength(2);
    expect(unknown).toHaveLength(reference.lines.filter(({ usd }) => usd === 'unknown').length);
    const transition = planned([], 'examples/transition.yaml');
    expect(transition.unpriced).toEqual(['desk-fleet']);
    expect(transition.saving).toEqual({ list: 'unknown', likeForLike: 'unknown' });
    expect(transition.hosts['desk-fleet']?.breakEvenUtilisation).toBe('unknown');
  });

  it('counts old prices', () => {
    expect(stalePrices(reference).map(({ asOf: day }) => day)).toEqual(['2025-10-28', '2026-01', '2026-01', '2026-07-17', '2026-08-01', '2026-08-20']);
  });
});

describe('terms of a contract', () => {
  const awsTerms = 'service-terms/\n      reviewedOn: 2026-10-01\n    addenda: [dpa]\n    discount: ';
  const discount: Edit = [`amazon.com/${awsTerms}none`, `amazon.com/${awsTerms}{fraction: 0.1, scope: [bedrock], evidence: annex B}`];

  it('take a discount off its services and off the baseline alike', () => {
    const found = planned([discount]);
    const tokens = (of: typeof found) =>
      of.lines.filter(({ host, kind }) => host === 'us-bedrock' && kind !== 'capacity').reduce((sum, { usd }) => sum + Number(usd), 0);
    expect(tokens(found)).toBeCloseTo(0.9 * tokens(reference), 4);
    expect(found.baseline.discountedUsdPerYear).toBeCloseTo(0.9 * 3_999_600, 2);
    expect(found.lines.find(({ host }) => host === 'eu-fleet')?.discount).toBe(0);
  });

  it('price as many nodes as a commitment covers at its rate', () => {
    const commitments: Edit = [
      '    provider: aws\n',
      '    provider: aws\n    commitments:\n      three-years: {instanceType: p5.48xlarge, count: 8, usdPerHour: 24.16, start: 2026-01-01, end: 2028-12-31, evidence: order 1}\n',
    ];
    const lines = planned([commitments]).lines.filter(({ host, kind }) => host === 'eu-fleet' && kind === 'capacity');
    expect(lines.map(({ quantity, usd }) => [quantity, Math.round(Number(usd))])).toEqual([
      [8 * 8_760, Math.round(8 * 8_760 * 24.16)],
      [4 * 8_760, Math.round(4 * 8_760 * 58.8928)],
    ]);
  });

  it('run for whole months, and tokens grow with their workload', () => {
    const { topology } = topologyWith([
      [
        'outputTokens: 500, curve: business-hours}\n    slo: {ttftMs: 3000, tpotMs: 200, availability: 0.99}\n    route: [us-bedrock]',
        'outputTokens: 500, curve: business-hours, growthPerYear: 1}\n    slo: {ttftMs: 3000, tpotMs: 200, availability: 0.99}\n    route: [us-bedrock]',
      ],
    ]);
    const found = plan(topology, { asOf });
    const year = months(topology, found.lines, asOf, 13);
    const growing = found.lines.filter(({ workload }) => workload === 'variable').reduce((sum, { usd }) => sum + Number(usd), 0);
    expect((year[12]?.usd ?? 0) - (year[0]?.usd ?? 0)).toBeCloseTo(growing / 12, 4);
    expect(year.map(({ month }) => month).slice(0, 3)).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(terms(topology, found.lines, asOf).map(({ months: count }) => count)).toEqual([25, 25, 25]);
  });
});

describe('nodes of a fleet', () => {
  const { topology } = topologyWith();
  const { answers } = fleetAnswers(topology, reference.flows);
  const [fleet] = answers;
  const prices = nodePrices(topology, reference, 'eu-fleet');

  it('for the residents with one lost, and for everything', () => {
    // Peaks by hand: 4.756 and 3.073 × 10^6 tokens a minute mean × 2.1 and 2.438, over 1,302,420 and as many under three seconds.
    expect(fleet).toMatchObject({ nodes: 12, withOneLost: 11, forResidents: 9, residentPeak: expect.closeTo(7.67, 2), peak: expect.closeTo(12.62, 1) });
    expect(fleet?.forPeak).toBe(Math.ceil(12.62 * 1.1) + 1);
  });

  it('at the least cost are those that trying every number finds', () => {
    if (fleet === undefined || prices === undefined) throw new Error('no fleet');
    const costs = Array.from({ length: 20 }, (_, index) => {
      const nodes = fleet.forResidents + index;
      const beyond = [...fleet.demand.all].reduce((sum, value) => sum + Math.max(0, value - nodes), 0) / 10_080;
      return { nodes, usd: nodes * prices.node + beyond * prices.overflow };
    });
    expect(cheapest(nodeCurve(fleet, prices))?.nodes).toBe(costs.sort((a, b) => a.usd - b.usd)[0]?.nodes);
  });
});

describe('sensitivity', () => {
  it('changes one thing at a time, the strongest first', () => {
    const { topology } = topologyWith();
    const rows = sensitivities(topology, reference, { asOf });
    expect(rows.find(({ what }) => what === 'machines 10% dearer')?.change).toBeCloseTo(0.1 * (6_190_811.136 + 996_853.19), 1);
    expect(rows.map(({ change }) => Math.abs(change))).toEqual(rows.map(({ change }) => Math.abs(change)).sort((a, b) => b - a));
  });
});
