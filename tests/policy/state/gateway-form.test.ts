import { describe, expect, it } from 'vitest';
import { filled } from '../../../evidence/gateway/forms/filled.js';
import { readZone } from '../../../evidence/gateway/zone.js';
import { rehearsalOutputs } from '../../../gateway/rehearsal.js';
import { zoneFiles } from '../../../gateway/zone-files.js';
import { planZone } from '../../../gateway/zone-plan.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/gateway-form.js';
import { foundAfter, rehearsed } from '../../support/gateway.js';
import { asOf, type Edit, topologies, topologyWith } from '../../support/topologies.js';

describe(rule.id, () => {
  it.each(topologies)('finds nothing in %s', (_, file) => {
    expect(foundAfter([rule], rehearsed(file)).map(({ message }) => message)).toEqual([]);
  });

  it.each<[string, string, ...Edit[]]>([
    ['two models on one fleet', 'examples/transition.yaml', ['cutover: 2026-12-14', 'cutover: 2026-12-14, trafficPercent: 25']],
    ['the next model alone', 'examples/transition.yaml', ['cutover: 2026-12-14', 'cutover: 2026-12-14, trafficPercent: 100']],
    ['three hosts in a route', 'topology.yaml', ['route: [eu-fleet, us-bedrock]', 'route: [eu-fleet, us-bedrock, dev-foundry]']],
    ['a route the other way round', 'topology.yaml', ['route: [eu-fleet, us-bedrock]', 'route: [us-bedrock, eu-fleet]']],
    ['a proxy of the organisation', 'topology.yaml', ['links:\n', 'existing: { egressProxies: { eu: "https://proxy.acme.internal:3128" } }\nlinks:\n']],
    ['a public authority', 'topology.yaml', ['authority: in-house', 'authority: public']],
    ['prompts judged alone', 'examples/sovereign.yaml', ['\ngateway:\n', '\ngateway:\n  guard: {regulated: before, customer: before}\n']],
  ])('finds nothing with %s', (_, file, ...edits) => {
    const known = topologyWith(edits, file);
    const loaded = { ...known, outputs: rehearsalOutputs(known.topology) };
    const zones = Object.keys(loaded.topology.gateway.zones).filter((zone) => Object.values(loaded.topology.workloads).some((one) => one.zone === zone));
    const files = zones.map((zone) => readZone({ zone, files: zoneFiles(planZone(loaded.topology, loaded.outputs, zone)) }));
    expect(judge([rule], loaded, asOf, { gateway: files }).map(({ message }) => message)).toEqual([]);
  });
});

describe('a form', () => {
  it('leaves out what has no value, and nothing else', () => {
    expect(filled('envoy', 'retries', { 'further hosts': 1, attempt: undefined })).not.toHaveProperty('per_try_timeout');
    expect(filled('envoy', 'retries', { 'further hosts': 1, attempt: 4.5 })).toMatchObject({ num_retries: 1, per_try_timeout: '4.5s' });
    expect(filled('envoy', 'step', { order: 0, parts: [] })).toEqual({ priority: 0, lb_endpoints: [] });
  });

  it('is a fault of ours where a blank has no value', () => {
    expect(() => filled('envoy', 'step', { order: 0 })).toThrow('nothing fills <parts> of "step"');
    expect(() => filled('envoy', 'stepp')).toThrow('has no form "stepp"');
  });
});
