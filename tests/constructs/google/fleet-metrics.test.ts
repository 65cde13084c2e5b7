import { TerraformStack, Testing } from 'cdktf';
import { describe, expect, it } from 'vitest';
import { FleetMetrics } from '../../../constructs/google/monitoring/fleet-metrics.js';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('google-fleet-eu-gce', 'examples/eu-gce.yaml');

describe('metrics of a fleet on Google', () => {
  it('are declared by the name of the fleet, in letters, digits and underscores alone', () => {
    const types = Object.values<Json>(fleet.resource['google_monitoring_metric_descriptor']).map(({ type }) => type);
    expect(types).toHaveLength(8);
    for (const type of types) expect(type).toMatch(/^custom\.googleapis\.com\/eu_gce_eu_gce\/[A-Za-z0-9_/]+$/);
  });

  it('have no label: an instance has one series', () => {
    const waiting = inModule(fleet, 'google_monitoring_metric_descriptor', 'Metrics_vllm-num_requests_waiting');
    expect(waiting).toMatchObject({ metric_kind: 'GAUGE', value_type: 'DOUBLE', unit: '1', project: 'acme-llama-gpu' });
    expect(waiting.labels).toBeUndefined();
  });

  it('know no metric that was not declared', () => {
    const made = new FleetMetrics(new TerraformStack(Testing.app(), 'stack'), 'Metrics', { project: 'p', domain: 'custom.googleapis.com/f', metrics: {} });
    expect(() => made.type('vllm/anything')).toThrow('no metric is called vllm/anything');
  });
});
