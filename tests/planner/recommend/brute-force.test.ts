import { describe, expect, it } from 'vitest';
import { nodeThroughput } from '../../../derived/node-throughput.js';
import { nodeHardware } from '../../../facts/hardware.js';
import { search } from '../../../planner/recommend/search.js';
import { entity } from '../../../topology/views.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

/** Every placement of small cases, priced by formulas of this file: it shares no code with the search, the flows or the plan. */

const bounds = { asOf, limit: 4_000, keep: 3 };
const hours = 8_760;
/** Two tasks of two processors and 6 GB all year. */
const gateway = 2 * hours * (2 * 0.04048 + 6 * 0.004445);
const hardware = nodeHardware('aws', 'p5.48xlarge');
if (hardware === undefined) throw new Error('no p5.48xlarge');

const cheapest = (costs: readonly number[]) => [...new Set(costs.map((usd) => Math.round(usd)))].sort((a, b) => a - b).slice(0, bounds.keep);
const found = (search_: ReturnType<typeof search>) => search_.choices.map(({ plan: { hybrid } }) => Math.round(hybrid.usdPerYear));

describe('routes and nodes', () => {
  // Flat loads, so that a year is one minute.
  const flat: Edit[] = [
    ['inputTokens: 4000, outputTokens: 600, curve: business-hours', 'inputTokens: 4000, outputTokens: 600, curve: flat'],
    ['inputTokens: 2000, outputTokens: 500, curve: business-hours', 'inputTokens: 2000, outputTokens: 500, curve: flat'],
  ];
  const { topology } = topologyWith(flat, 'examples/us-maverick.yaml');
  const model = entity(topology.models, 'maverick');
  const carried = (id: string) => nodeThroughput({ model, hardware, tensorParallel: undefined }, entity(topology.workloads, id)) ?? Number.NaN;
  // Bedrock: 0.24 and 0.97 for 10^6; the guardrail has 0.40 for a thousand units of 1,000 characters: 1 + 3 units of 4,600 tokens, 1 + 2 of 2,500.
  const workloads = {
    claims: { tokens: 900e9, per: carried('claims'), hosted: (4_000 * 0.24 + 600 * 0.97) / 4_600 + (1e6 / 4_600) * 4 * 0.0004 },
    agents: { tokens: 120e9, per: carried('agents'), hosted: (2_000 * 0.24 + 500 * 0.97) / 2_500 + (1e6 / 2_500) * 3 * 0.0004 },
  };
  type Id = keyof typeof workloads;
  const ids: readonly Id[] = ['claims', 'agents'];
  const routes = ['fleet', 'bedrock', 'fleet then bedrock'] as const;

  /** What a placement costs; undefined where residents lack a node once one is lost, or where it is another placement in other words. */
  function priced(route: Readonly<Record<Id, (typeof routes)[number]>>, nodes: number): number | undefined {
    const need = (some: readonly Id[]) => some.reduce((sum, id) => sum + workloads[id].tokens / 525_600 / workloads[id].per, 0);
    const residents = need(ids.filter((id) => route[id] === 'fleet'));
    if (residents > 0 && residents > nodes - 1) return undefined;
    let excess = Math.max(0, need(ids.filter((id) => route[id] !== 'bedrock')) - nodes);
    let hosted = 0;
    // The one that a node carries most of leaves first.
    for (const id of [...ids].sort((a, b) => workloads[b].per - workloads[a].per)) {
      const { tokens, per, hosted: usd } = workloads[id];
      if (route[id] === 'bedrock') hosted += (tokens / 1e6) * usd;
      if (route[id] !== 'fleet then bedrock') continue;
      const gone = Math.min(tokens, excess * per * 525_600);
      excess -= gone / per / 525_600;
      // A declared route stays as it is; another one without its second host is a placement of its own.
      if (id !== 'claims' && (gone === 0 || gone === tokens)) return undefined;
      hosted += (gone / 1e6) * usd;
    }
    const used = ids.some((id) => route[id] !== 'bedrock');
    return (used ? nodes : 3) * hours * 55.04 + hosted + gateway;
  }

  const all = routes.flatMap((claims) => routes.flatMap((agents) => [1, 2, 3, 4, 5, 6, 7, 8].flatMap((nodes) => priced({ claims, agents }, nodes) ?? [])));

  it('of two workloads, two hosts and up to eight nodes: the search finds the three cheapest', () => {
    const result = search(topology, { ...bounds, accepts: () => true });
    expect(result.complete).toBe(true);
    expect(found(result)).toEqual(cheapest(all));
  });

  it('that the rules refuse are left out, and the next best ones are found', () => {
    // Claims are regulated and stay on the fleet.
    const stay = (one: typeof topology) => entity(one.workloads, 'claims').route[0] === 'ohio-fleet';
    const kept = routes
      .filter((claims) => claims !== 'bedrock')
      .flatMap((claims) => routes.flatMap((agents) => [1, 2, 3, 4, 5, 6, 7, 8].flatMap((nodes) => priced({ claims, agents }, nodes) ?? [])));
    expect(found(search(topology, { ...bounds, accepts: stay }))).toEqual(cheapest(kept));
  });
});

describe('forms of capacity', () => {
  it('of three nodes on Google: three years, one year, on demand', () => {
    const { topology } = topologyWith([], 'examples/eu-gce.yaml');
    const result = search(topology, { ...bounds, accepts: () => true });
    expect(found(result)).toEqual([49.42, 78.07, 112.54].map((rate) => Math.round(3 * hours * rate)));
    expect(result.choices.map(({ forms }) => forms)).toEqual([{ 'eu-gce': 'commitment' }, { 'eu-gce': 'commitment' }, { 'eu-gce': 'as declared' }]);
    expect(result.choices[0]?.edits).toMatchObject([
      { path: 'contracts.google-main.commitments.eu-gce-cud-3y', to: expect.stringContaining('usdPerHour: 49.42') },
    ]);
  });

  it('on AWS: a Capacity Block of 182 days with the rest on demand against reservations, for every number of nodes', () => {
    const load = 'tokensPerYear: 700000000000, inputTokens: 1000, outputTokens: 1000, curve: diurnal';
    const edits: Edit[] = [
      [load, load.replace('diurnal', 'flat')],
      ['tasks: { min: 2, max: 4 }', 'tasks: { min: 2, max: 2 }'],
      // The commitment has ended.
      ['        end: 2027-11-30\n', '        end: 2026-11-01\n'],
    ];
    const { topology } = topologyWith(edits, 'examples/engagement-2024.yaml');
    const declared = Object.values(topology.workloads).map(({ route }) => route.join());
    const accepts = (one: typeof topology) => Object.values(one.workloads).every(({ route }, index) => route.join() === declared[index]);
    const result = search(topology, { ...bounds, accepts });
    const model = entity(topology.models, entity(topology.hosts, 'h100-fleet').model);
    const per = nodeThroughput({ model, hardware, tensorParallel: 4 }, entity(topology.workloads, 'sustained')) ?? Number.NaN;
    const need = 700e9 / 525_600 / per;
    // Reservations at 55.04; a block is paid for 182 days and carries none on its last one, so that 184 are on demand. What spills over pays 60% of 3.075 + 1.
    const node = [hours * 55.04, 182 * 24 * 39.33 + 184 * 24 * 55.04];
    const spilled = (nodes: number) => Math.max(0, 1 - nodes / need) * 700_000 * (3.075 + 1) * 0.6;
    // Besides: people, the balancer, what is grounded, the variable quarter, weights and the balancer of the gateway.
    const rest = 400_000 + 197.1 + (8_760 * 56.27 + (50e9 / 4_500 / 1_000) * 4) * 0.6 + 250_000 * (3.075 + 1) * 0.6 + 197.1 + gateway + 141.2 * 12 * 0.023;
    const all = [1, 2, 3].flatMap((nodes) => node.map((usd) => nodes * usd + spilled(nodes) + rest));
    expect(result.choices.map(({ forms }) => forms['h100-fleet'])).toContain('Capacity Block');
    expect(found(result)).toEqual(cheapest(all));
  });
});
