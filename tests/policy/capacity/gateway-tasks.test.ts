import { describe, expect, it } from 'vitest';
import { gatewaySize } from '../../../derived/gateway-size.js';
import { rule } from '../../../policy/capacity/gateway-tasks.js';
import { topologyFindings } from '../../support/findings.js';
import { gatewayText, topologies, topologyWith } from '../../support/topologies.js';

describe('the size of a gateway', () => {
  it('is what requests and tokens of the busiest minute cost', () => {
    // eu-production: 2.5e12 tokens a year, 2.1 times the mean: 83.2 requests a second of 1.03 ms and a thousand chunks of 0.074 ms, 6.24 processors.
    // grounded: 278e9 tokens, 2.44 times the mean: 4.8 requests a second of 500 chunks, 0.18 processors.
    const { cores, tasks } = gatewaySize(topologyWith().topology, 'eu');
    expect(cores).toBeCloseTo(6.43, 2);
    expect(tasks).toBe(7);
  });

  it('counts the translator where Bedrock is the first host', () => {
    const { cores } = gatewaySize(topologyWith().topology, 'us');
    // An answer of 500 tokens takes 3.9 + 500 × 0.144 ms through the translator, 1.03 + 500 × 0.074 ms without.
    const without = gatewaySize(topologyWith([['    route: [us-bedrock]', '    route: [eu-fleet, us-bedrock]']]).topology, 'us').cores;
    expect(cores / without).toBeGreaterThan(1.98);
    expect(cores / without).toBeLessThan(2.01);
  });
});

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('warns of a zone whose tasks cannot carry its peak', () => {
    const few = gatewayText('eu').replace('max: 8', 'max: 2');
    const [found, ...others] = topologyFindings(rule, [[gatewayText('eu'), few]]);
    expect([found?.path, found?.severity, others]).toEqual(['gateway.zones.eu.tasks.max', 'warning', []]);
    expect(found?.message).toMatch(/may have 2 tasks\. Its busiest minute keeps \d\.\d processors busy: 7 tasks at 50 %/);
  });
});
