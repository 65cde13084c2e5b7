import { describe, expect, it } from 'vitest';
import { flows } from '../../../planner/capacity/flows.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';
import { replayed, sum } from './replay.js';

/**
 * What a fleet lets spill over on a Wednesday, request by request. By hand: 2,605 tokens of answers a second on a node, 600 to a request of 4,600, are
 * 260.5 requests a minute; a replica runs 256 at once and lets 64 wait; 900e9 tokens a year are 372.2 requests a minute in the mean of the week.
 */
const perNode = 260.5;
const day = Array.from({ length: 1_440 }, (_, minute) => 2 * 1_440 + minute);
const hourly = (values: readonly number[]) => Array.from({ length: 24 }, (_, hour) => sum(values.slice(hour * 60, hour * 60 + 60)));

describe('overflow of a day', () => {
  it.each([1, 2, 3])('from %i nodes is that of a replay within two points, in volume and in its busiest hour', (nodes) => {
    const edits: Edit[] = [
      ['nodes: { instanceType: p5.48xlarge, count: 3 }', `nodes: { instanceType: p5.48xlarge, count: ${nodes} }`],
      ['b: { availabilityZone: us-east-2b, count: 3 }', `b: { availabilityZone: us-east-2b, count: ${nodes} }`],
    ];
    const { topology } = topologyWith(edits, 'examples/us-maverick.yaml');
    const flow = flows(topology, { asOf }).find(({ host, workload }) => host === 'ohio-fleet' && workload === 'claims');
    if (flow === undefined) throw new Error('no flow');
    const requests = day.map((minute) => (flow.arriving[minute] ?? 0) / 4_600);
    const leaving = day.map((minute) => ((flow.arriving[minute] ?? 0) - (flow.served[minute] ?? 0)) / 4_600);
    // Mean of the week by hand, so that the load itself is not taken from what is tested.
    expect(flow.arriving.reduce((total, tokens) => total + tokens, 0) / 10_080 / 4_600).toBeCloseTo(372.2, 0);
    const slots = nodes * 256;
    const { asked, gone } = replayed({ slots, places: nodes * 64, arrivals: requests, service: slots / (nodes * perNode), seed: 3 });
    const volume = sum(leaving) / sum(requests);
    expect(Math.abs(volume - sum(gone) / sum(asked))).toBeLessThan(0.02);
    const busiest = Math.max(...hourly(requests));
    expect(Math.abs(Math.max(...hourly(leaving)) - Math.max(...hourly(gone))) / busiest).toBeLessThan(0.02);
    expect(volume).toBeGreaterThan(nodes === 3 ? 0.05 : 0.3);
  });
});
