import { describe, expect, it } from 'vitest';
import { gatewaySize } from '../../../derived/gateway-size.js';
import { rule } from '../../../policy/capacity/gateway-tasks.js';
import { topologyFindings } from '../../support/findings.js';
import { gatewayText, topologies, topologyWith } from '../../support/topologies.js';

describe('the size of a gateway', () => {
  it('is what requests and tokens of the busiest minute cost', () => {
    // eu-production: 2.5e12 tokens a year, 2.1 times the mean: 83.2 requests a second of 0.66 ms and a thousand chunks of 0.03 ms, 2.55 processors.
    // grounded: 278e9 tokens, 2.44 times the mean: 4.8 requests a second of 500 chunks, 0.07 processors.
    const { cores, tasks } = gatewaySize(topologyWith().topology, 'eu');
    expect(cores).toBeCloseTo(2.63, 2);
    expect(tasks).toBe(3);
  });

  it('counts the translator where Bedrock is the first host', () => {
    const { cores } = gatewaySize(topologyWith().topology, 'us');
    // A token costs 0.03 ms in Envoy and 0.044 ms in the translator.
    const without = gatewaySize(topologyWith([['    route: [us-bedrock]', '    route: [eu-fleet, us-bedrock]']]).topology, 'us').cores;
    expect(cores / without).toBeGreaterThan(2.4);
    expect(cores / without).toBeLessThan(2.6);
  });
});

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('warns of a zone whose tasks cannot carry its peak', () => {
    const few = gatewayText('eu').replace('max: 4', 'max: 2');
    const [found, ...others] = topologyFindings(rule, [[gatewayText('eu'), few]]);
    expect([found?.path, found?.severity, others]).toEqual(['gateway.zones.eu.tasks.max', 'warning', []]);
    expect(found?.message).toMatch(/may have 2 tasks\. Its busiest minute keeps \d\.\d processors busy: 3 tasks at 50 %/);
  });
});
