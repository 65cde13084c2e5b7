import { describe, expect, it } from 'vitest';
import { isResident, isShared, sharersOf } from '../../derived/residents.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const ids = (host: string, of = topology) => {
  const { residents, background } = sharersOf(of, host);
  return { residents: residents.map(([id]) => id), background: background.map(([id]) => id) };
};

describe('who is bound to a zone', () => {
  it('is who may not go everywhere', () => {
    expect(Object.entries(topology.workloads).flatMap(([id, workload]) => (isResident(topology, workload) ? [id] : []))).toEqual([
      'eu-production',
      'variable',
      'grounded',
    ]);
  });

  it('shares a fleet with those that may, wherever in their route it is', () => {
    expect(ids('eu-fleet')).toEqual({ residents: ['eu-production'], background: ['global-assist'] });
    expect(ids('us-bedrock')).toEqual({ residents: ['variable'], background: ['global-assist'] });
    expect(ids('dev-foundry')).toEqual({ residents: [], background: ['development'] });
  });

  it('makes a shared host of a fleet alone: a provider serves each by its own quota', () => {
    expect(Object.keys(topology.hosts).filter((host) => isShared(topology, host))).toEqual(['eu-fleet']);
  });

  it('shares no fleet with other residents', () => {
    const { topology: bound } = topologyWith([['  any: [ANY]', '  any: [EU27, US]']]);
    expect(ids('eu-fleet', bound)).toEqual({ residents: ['eu-production', 'global-assist'], background: [] });
    expect(isShared(bound, 'eu-fleet')).toBe(false);
  });
});
