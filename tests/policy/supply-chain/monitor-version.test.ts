import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/monitor-version.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, userData } from '../../support/google-fleet.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
/** The smallest topology with a fleet on AWS that is watched by images of its own. */
const small = 'examples/transition.yaml';
const image = { engine: 'vllm-openai:v0.32.0', dcgm: 'dcgm-exporter:4.8.2', collector: 'otelcol-contrib:0.158.0' };
const alarmNames = (document: Written, from: string, to: string) => {
  for (const { Type, Properties } of Object.values(document.Resources)) {
    if (Type === 'AWS::CloudWatch::Alarm' && Properties.MetricName === from) Properties.MetricName = to;
  }
};

/** Findings of a fleet with another engine, after a hand edit of its template. */
function loadedFindings(engine: string, change: (document: Written) => void) {
  const loaded = topologyWith([[image.engine, engine]]);
  return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), fleet, change));
}

describe(rule.id, () => {
  it.each(['topology.yaml', 'examples/sovereign.yaml', 'examples/transition.yaml', googleFleet])('accepts %s', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it('accepts an engine that counts no refusals: nothing asks for them then', () => {
    expect(findings(rule, [[image.engine, 'vllm-openai:v0.30.0']], small)).toEqual([]);
  });

  it.each([
    [
      'an exporter older than anybody read',
      image.dcgm,
      'dcgm-exporter:4.4.0',
      'hosts.desk-fleet.images.dcgm',
      'DCGM_FI_DEV_GPU_UTIL of dcgm-exporter 4.4.0, which is known from 4.8.2 on',
    ],
    [
      'a collector older than anybody read',
      image.collector,
      'otelcol-contrib:0.90.0',
      'hosts.desk-fleet.images.metrics',
      'processors/transform of otelcol 0.90.0, which is known from 0.158.0 on',
    ],
    ['an exporter without a version', image.dcgm, 'dcgm-exporter:latest', 'hosts.desk-fleet.images.dcgm', 'names no version'],
  ])('refuses %s', (_, from, to, path, message) => {
    expect(findings(rule, [[from, to]], small)).toContainEqual(expect.objectContaining({ path, message: expect.stringContaining(message) }));
  });

  it('accepts the exporter that renamed its label', () => {
    expect(findings(rule, [[image.dcgm, 'dcgm-exporter:4.8.3']], small)).toEqual([]);
  });

  it('refuses a release newer than anybody read', () => {
    expect(topologyFindings(rule, [[image.collector, 'otelcol-contrib:0.165.0']])).toMatchObject([
      { path: 'hosts.eu-fleet.images.metrics', message: expect.stringContaining('otelcol 0.165.0, which is not checked. Checked: 0.158.0.') },
    ]);
  });

  it('reads NVIDIA’s own tags, which name DCGM first', () => {
    expect(findings(rule, [[image.dcgm, 'dcgm-exporter:4.5.3-4.8.2-ubuntu22.04']], small)).toEqual([]);
    expect(findings(rule, [[image.dcgm, 'dcgm-exporter:4.8.9-4.4.0-ubuntu22.04']], small)).not.toEqual([]);
  });

  it.each([
    ['vllm:num_requests_waiting', 'vllm:requests_dreaming', 'which facts/engine.yaml does not name'],
    ['DCGM_FI_DEV_ROW_REMAP_FAILURE', 'DCGM_FI_DEV_XID_ERRORS', 'which facts/observers.yaml does not name'],
  ])('refuses an alarm on something else than %s that nobody declared', (from, to, message) => {
    const found = findingsAfter(rule, fleet, (document) => alarmNames(document, from, to));
    expect(found).toMatchObject([{ message: expect.stringContaining(`${to} of `) }]);
    expect(found[0]?.message).toContain(message);
  });

  it.each<[string, string, (resource: Json) => void]>([
    [
      'a scaling policy',
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      (resource) => void (resource.TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification.MetricName = 'vllm:queue_wishes'),
    ],
    ['a dashboard', 'AWS::CloudWatch::Dashboard', (resource) => void (resource.DashboardBody = '{"metrics":[["LlamaFleet","vllm:queue_wishes"]]}')],
    [
      'a health check',
      'AWS::ECS::TaskDefinition',
      ({ ContainerDefinitions: [{ HealthCheck }] }) => void (HealthCheck.Command[3] += '\ntotal("vllm:queue_wishes")'),
    ],
  ])('refuses %s that reads what nobody declared', (_, type, change) => {
    const found = findingsAfter(rule, fleet, (document) => change(resourceOf(document, type)));
    expect(found).toMatchObject([{ path: 'hosts.eu-fleet.image', message: expect.stringContaining('vllm:queue_wishes of vLLM 0.32.0, which facts') }]);
  });

  it('refuses an alarm on refusals of an engine that does not count them yet', () => {
    const found = findingsAfter(rule, fleet, (document) => alarmNames(document, 'vllm:num_requests_waiting', 'vllm:admission_rejections_total'));
    expect(found).toEqual([]);
    const older = loadedFindings('vllm-openai:v0.31.0', (document) => alarmNames(document, 'vllm:num_requests_waiting', 'vllm:admission_rejections_total'));
    expect(older).toMatchObject([{ message: expect.stringContaining('vllm:admission_rejections_total of vLLM 0.31.0, which that version does not report') }]);
  });

  it('refuses a component of the collector that nobody declared', () => {
    const found = findingsAfter(rule, fleet, (document) => {
      const [variable] = resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[1].Environment;
      variable.Value['Fn::Join'][1][0] = variable.Value['Fn::Join'][1][0].replace('"batch":', '"metricsgeneration":');
    });
    expect(found).toContainEqual(expect.objectContaining({ message: expect.stringContaining('processors/metricsgeneration of otelcol 0.158.0') }));
  });

  it('reads the program that a node on Google runs', () => {
    const found = onGoogleFleet(rule, userData('vllm:generation_tokens_total', 'vllm:tokens_hoped_for'));
    expect(found).toContainEqual(expect.objectContaining({ message: expect.stringContaining('vllm:tokens_hoped_for') }));
  });
});
