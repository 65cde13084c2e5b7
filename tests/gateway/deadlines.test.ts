import { describe, expect, it } from 'vitest';
import { deadlinesOf } from '../../gateway/deadlines.js';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { planZone } from '../../gateway/zone-plan.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const planOf = (zone: string, id: string) => {
  const plan = planZone(topology, rehearsalOutputs(topology), zone).workloads.find((workload) => workload.id === id);
  if (plan === undefined) throw new Error(id);
  return plan;
};

describe('time-outs of a workload', () => {
  it('have no limit to begin with where no other host could answer', () => {
    expect(deadlinesOf(planOf('eu', 'eu-production'), 'stream')).toEqual({ answer: 900, attempt: 'none', silent: 120 });
    expect(deadlinesOf(planOf('eu', 'eu-production'), 'unary')).toEqual({ answer: 900, attempt: 'none', silent: 900 });
  });

  it('ask the next host soon after the objective of the first token, 3 s', () => {
    expect(deadlinesOf(planOf('any', 'global-assist'), 'stream')).toEqual({ answer: 900, attempt: 4.5, silent: 120 });
  });

  it('give each of two hosts half of the time where an answer comes as a whole', () => {
    expect(deadlinesOf(planOf('any', 'global-assist'), 'unary')).toEqual({ answer: 900, attempt: 450, silent: 900 });
  });
});
