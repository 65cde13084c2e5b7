import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/sufficient.js';
import { lineOf, topologyFindings } from '../../support/findings.js';
import { type Edit, topologies } from '../../support/topologies.js';

const nodes = (count: number): Edit[] => [
  ['      count: 12\n', `      count: ${count}\n`],
  [
    '        a: {availabilityZone: eu-north-1a, count: 6}\n        b: {availabilityZone: eu-north-1b, count: 6}',
    `        a: {availabilityZone: eu-north-1a, count: ${count}}`,
  ],
  ['      minReplicas: 40\n      waitingPerReplica', '      minReplicas: 8\n      waitingPerReplica'],
  ['cron: 0 6 ? * MON-FRI *, minReplicas: 48', 'cron: 0 6 ? * MON-FRI *, minReplicas: 8'],
  ['cron: 0 20 ? * MON-FRI *, minReplicas: 40', 'cron: 0 20 ? * MON-FRI *, minReplicas: 8'],
];

describe(rule.id, () => {
  it.each(topologies)('finds enough nodes in %s', (_, file) => expect(topologyFindings(rule, [], file)).toEqual([]));

  // Residents ask for 7.67: nine nodes serve eight with one lost, eight serve seven.
  it('is the residents with one lost, and says by how much not', () => {
    expect(topologyFindings(rule, nodes(9))).toEqual([]);
    const [found, ...others] = topologyFindings(rule, nodes(8));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ path: 'hosts.eu-fleet.nodes.count', severity: 'error' });
    expect(found?.message).toBe(
      'In its busiest minute eu-fleet has to carry 7.67 nodes of workloads that go no further; 7 serve with one lost, 0.67 too few. Allowed: 9 serving nodes or more, not 8.',
    );
    expect(lineOf(found, nodes(8))).toBe('count: 8');
  });

  it('counts what a guard has to read', () => {
    const three: Edit[] = [
      ['instanceType: p5.4xlarge, count: 4', 'instanceType: p5.4xlarge, count: 3'],
      ['b: { availabilityZone: eu-north-1b, count: 2 }', 'b: { availabilityZone: eu-north-1b, count: 1 }'],
    ];
    expect(topologyFindings(rule, three, 'examples/sovereign.yaml')).toMatchObject([{ path: 'hosts.screen.nodes.count' }]);
  });

  it('refuses an objective that nothing can keep, and a load that is far beyond the fleet', () => {
    const hasty: Edit = ['slo: {ttftMs: 2000, tpotMs: 200, availability: 0.995}', 'slo: {ttftMs: 100, tpotMs: 200, availability: 0.995}'];
    expect(topologyFindings(rule, [hasty])).toMatchObject([
      { path: 'workloads.eu-production.slo', message: expect.stringContaining('a prompt of 1000 tokens alone takes') },
    ]);
    const endless: Edit = ['tokensPerYear: 2500000000000, inputTokens: 1000', 'tokensPerYear: 900000000000000, inputTokens: 1000'];
    // All of global-assist gives way to it then, which is more than us-bedrock's quota.
    expect(topologyFindings(rule, [endless]).map(({ path }) => path)).toEqual(['hosts.eu-fleet.nodes.count', 'hosts.us-bedrock']);
  });

  // 167 * 10^9 tokens a year are 317,732 a minute in the mean; 2.44 times that, 775,266, in the busiest of business hours.
  it('holds a provider to the capacity that is declared, where a workload goes no further', () => {
    const capacity = (thousands: number): Edit => ['    capacity: 800\n', `    capacity: ${thousands}\n`];
    expect(topologyFindings(rule, [capacity(776)])).toEqual([]);
    const [found, ...others] = topologyFindings(rule, [capacity(700)]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ path: 'hosts.dev-foundry', severity: 'error' });
    const [, lacking = ''] = /lacks ([\d,]+) tokens per minute for development/.exec(found?.message ?? '') ?? [];
    expect(Math.abs(Number(lacking.replaceAll(',', '')) - 75_266)).toBeLessThan(1_500);
  });

  // 278 × 10^9 tokens a year are 528,919 a minute; 2.438 times that over 340,710 that a replica carries (5,678.5 a second): 3.79 replicas.
  it('holds an endpoint to its most replicas', () => {
    const replicas = (most: number): Edit => ['    replicas: {min: 1, max: 4}\n', `    replicas: {min: 1, max: ${most}}\n`];
    expect(topologyFindings(rule, [replicas(4)])).toEqual([]);
    expect(topologyFindings(rule, [replicas(3)])).toMatchObject([
      { path: 'hosts.grounding', severity: 'error', message: expect.stringMatching(/^In its busiest minute grounding lacks 0\.79 replicas for grounded/) },
    ]);
  });
});
