import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/supply-chain/observer-version.js';
import { topologyFindings } from '../harness.js';

describe(rule.id, () => {
  it.each(['topology.yaml', 'examples/sovereign.yaml', 'examples/transition.yaml', 'examples/us-maverick.yaml', 'examples/eu-gce.yaml'])(
    'accepts %s',
    (file) => {
      expect(topologyFindings(rule, [], file)).toEqual([]);
    },
  );

  it('accepts the exporter that renamed its label', () => {
    expect(topologyFindings(rule, [['dcgm-exporter:4.8.2', 'dcgm-exporter:4.8.3']])).toEqual([]);
  });

  it.each([
    ['a collector of another release', 'otelcol-contrib:0.158.0', 'otelcol-contrib:0.165.0', 'metrics', 'names version 0.165.0. Checked: 0.158.0.'],
    ['a collector without a version', 'otelcol-contrib:0.158.0', 'otelcol-contrib:latest', 'metrics', 'names no version'],
    ['an exporter of another release', 'dcgm-exporter:4.8.2', 'dcgm-exporter:3.3.9', 'dcgm', 'names version 3.3.9. Checked: 4.8.2, 4.8.3.'],
  ])('warns of %s', (_, from, to, field, message) => {
    expect(topologyFindings(rule, [[from, to]])).toMatchObject([{ path: `hosts.eu-fleet.images.${field}`, message: expect.stringContaining(message) }]);
  });
});
