import { describe, expect, it } from 'vitest';
import { mintsTokens } from '../../derived/gateway-tokens.js';
import { topologyWith } from '../support/topologies.js';

const mints = (workload: string, file = 'topology.yaml') => mintsTokens(topologyWith([], file).topology, workload);

describe('the gateway role of a workload', () => {
  it('mints tokens for hosts of Google and Azure alone', () => {
    expect(mints('grounded')).toBe(true);
    expect(mints('development')).toBe(true);
    expect(mints('eu-production')).toBe(false);
    expect(mints('variable')).toBe(false);
  });

  it('mints them for a guard elsewhere as for a host on the route', () => {
    const { topology } = topologyWith();
    const workload = topology.workloads['eu-production'];
    if (workload === undefined) throw new Error('no eu-production');
    const guarded = { ...topology, workloads: { ...topology.workloads, 'eu-production': { ...workload, guard: 'grounding' } } };
    expect(mintsTokens(guarded, 'eu-production')).toBe(true);
  });

  it('mints none for Google where the gateway is somebody there already', () => {
    const file = 'examples/existing-gateway.yaml';
    expect([mints('helpdesk', file), mints('development', file)]).toEqual([false, true]);
  });

  it('mints none where Google takes signed requests', () => {
    expect(mints('product-text', 'examples/us-maas.yaml')).toBe(false);
  });
});
