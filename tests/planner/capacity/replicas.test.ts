import { describe, expect, it } from 'vitest';
import { replicaAnswers } from '../../../planner/capacity/replicas.js';
import { plan } from '../../../planner/cost/plan.js';
import { asOf, topologyWith } from '../../support/topologies.js';

describe('replicas of an endpoint', () => {
  const { topology } = topologyWith();
  const found = plan(topology, { asOf });
  const [answer, ...others] = replicaAnswers(topology, found.flows);

  it('are asked for by the load, with the interval of what one carries', () => {
    expect(others).toEqual([]);
    // 528,919 tokens a minute in the mean over 340,710; the interval of 16 bits and vLLM is 0.514 to 1.486 of the estimate.
    expect(answer).toMatchObject({ host: 'grounding', least: 1, most: 4, mean: expect.closeTo(1.552, 2), peak: expect.closeTo(3.785, 2) });
    expect(answer?.peakBetween[0]).toBeCloseTo(3.785 / (937.8 / 630.9), 1);
    expect(answer?.peakBetween[1]).toBeCloseTo(3.785 / (324 / 630.9), 1);
  });

  it('are billed as whole ones between the fewest and the most, and used in part', () => {
    expect(answer?.running).toBeCloseTo(2.0223, 3);
    expect(found.hosts['grounding']?.utilisation).toBeCloseTo(1.552 / 2.0223, 2);
    const [line] = found.lines.filter(({ host, kind }) => host === 'grounding' && kind === 'capacity');
    expect(line).toMatchObject({ low: expect.closeTo(492_925.2, 1), high: expect.closeTo(4 * 492_925.2, 1) });
  });

  it('never go below the fewest that are declared', () => {
    const four = topologyWith([['    replicas: {min: 1, max: 4}', '    replicas: {min: 4, max: 4}']]).topology;
    expect(replicaAnswers(four, plan(four, { asOf }).flows)).toMatchObject([{ running: 4 }]);
  });
});
