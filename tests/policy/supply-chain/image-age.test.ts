import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/image-age.js';
import { topologyFindings } from '../../support/findings.js';
import { topologies, topologyWith } from '../../support/topologies.js';

const digest = `sha256:${'1'.repeat(64)}`;
const images = { envoy: `llama-gateway/envoy:distroless-v1.40.0@${digest}`, processes: `llama-gateway/processes:1.0.0@${digest}` };
const found = (recordedOn?: { envoy: string; processes: string }) => {
  const outputs = { gateway: { images: { prod: { 'us-east-2': { ...images, ...(recordedOn && { recordedOn }) } } } } };
  return judge([rule], topologyWith([], 'topology.yaml', outputs), '2026-11-30', {}).map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
};

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('takes images for thirty days', () => {
    expect(found({ envoy: '2026-10-31', processes: '2026-11-30' })).toEqual([]);
  });

  it.each([
    ['2026-10-30', 'warning', '31 days ago (as of 2026-11-30). Allowed: 30.'],
    ['2026-09-01', 'warning', '90 days ago (as of 2026-11-30). Allowed: 30.'],
    ['2026-08-31', 'error', '91 days ago (as of 2026-11-30). Allowed: 90.'],
    ['2026-12-01', 'error', 'after 2026-11-30, the day that dates are compared with.'],
  ])('names an Envoy of %s', (envoy, severity, words) => {
    expect(found({ envoy, processes: '2026-11-30' })).toEqual([`${severity} gateway.zones.us: Image ${images.envoy} was recorded on ${envoy}, ${words}`]);
  });

  it('names programs by themselves, and a record without a day', () => {
    expect(found({ envoy: '2026-11-30', processes: '2026-01-01' })).toEqual([expect.stringContaining(images.processes)]);
    expect(found()).toEqual([expect.stringMatching(/^error gateway\.zones\.us: .* is not known\./)]);
  });
});
