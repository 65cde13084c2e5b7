import { describe, expect, it } from 'vitest';
import { crossChecks } from '../../../facts/prices.js';
import { against, contradictions } from '../../../planner/cost/contradiction.js';
import { entity } from '../../../topology/views.js';
import { topologyWith } from '../../support/topologies.js';

/** What Bedrock's Llama 3.3 70B costs by the facts. */
const own = { input: 0.72, output: 0.72 };
const says = (input: number, output: number) => [{ input, output, source: 'invoice', asOf: '2026-11-01' }];

describe('a price that another source speaks against', () => {
  it('is more than twice as dear or as cheap there, in prompts or in answers, and both figures are named', () => {
    expect(against(own, says(1.5, 0.72))).toEqual(['0.72 and 0.72 here, 1.5 and 0.72 in invoice of 2026-11-01']);
    expect(against(own, says(0.72, 0.3))).toHaveLength(1);
    // Prompts and answers in each other's place.
    expect(against({ input: 0.25, output: 1 }, says(1, 0.25))).toHaveLength(1);
  });

  it('is let be where sources differ by no more', () => {
    expect(against(own, says(1.44, 0.36))).toEqual([]);
    expect(against(own, [])).toEqual([]);
  });

  it('is refused where it is zero, whatever others say', () => expect(against({ input: 0, output: 0.72 }, says(0, 0.72))).toEqual(['it is zero']));

  it('of a host is held to what the facts have of other sources', () => {
    const { topology } = topologyWith();
    const host = entity(topology.hosts, 'us-bedrock');
    const others = crossChecks('bedrock', 'llama-3.3-70b-instruct');
    expect(others.length).toBeGreaterThan(0);
    expect(contradictions(topology, host)).toEqual(against(own, others));
    // The same rows speak against a price three times as high.
    expect(against({ input: 3 * own.input, output: own.output }, others)).toHaveLength(others.length);
  });
});
