import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/scaling-bounds.js';
import { findings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const metrics = `      metrics: otelcol-contrib:0.158.0@sha256:${'0'.repeat(64)}\n`;
const bounds = (edit: string): Edit => ['      minReplicas: 40\n      waiting', `      ${edit}\n      waiting`];

describe(rule.id, () => {
  it('accepts bounds that the nodes hold', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [bounds('minReplicas: 40\n      maxReplicas: 48')])).toEqual([]);
  });

  it.each<[string, Edit, object]>([
    [
      'more than the nodes hold',
      bounds('minReplicas: 40\n      maxReplicas: 49'),
      { path: 'hosts.eu-fleet.scaling.maxReplicas', message: '49 replicas; 12 nodes hold 48.' },
    ],
    ['a minimum above the maximum', bounds('minReplicas: 49'), { path: 'hosts.eu-fleet.scaling.minReplicas' }],
    [
      'a schedule above what a spare node leaves',
      ['      count: 12', '      count: 12\n      spare: 1'],
      { path: 'hosts.eu-fleet.scaling.schedules.morning.minReplicas', message: 'At least 48 replicas, at most 44.' },
    ],
  ])('refuses %s', (_, edit, finding) => {
    expect(findings(rule, [edit])).toMatchObject([{ severity: 'error', ...finding }]);
  });

  it('refuses nodes that are all spare', () => {
    expect(findings(rule, [['      count: 12', '      count: 12\n      spare: 12']])[0]).toMatchObject({ path: 'hosts.eu-fleet.nodes.spare' });
  });

  it('refuses an exporter without a collector on Google too', () => {
    const collector = `      metrics: llama/otelcol-contrib:0.158.0@sha256:${'0'.repeat(64)}\n`;
    expect(findings(rule, [[collector, '']], 'examples/eu-gce.yaml').map(({ path }) => path)).toEqual(['hosts.eu-gce.images.dcgm']);
  });

  it('refuses what needs a collector without one', () => {
    expect(findings(rule, [[metrics, '']]).map(({ path }) => path)).toEqual(['hosts.eu-fleet.images.dcgm', 'hosts.eu-fleet.scaling.waitingPerReplica']);
  });
});
