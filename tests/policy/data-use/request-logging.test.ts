import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/request-logging.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, userData } from '../../support/google-fleet.js';
import type { Edit } from '../../support/topologies.js';

const fleet: Edit = ['    requestLogging: false\n    telemetry', '    requestLogging: true\n    telemetry'];
const endpoint: Edit = ['    requestLogging: false\n    search', '    requestLogging: true\n    search'];
const container = (document: Written) => resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0];

describe(rule.id, () => {
  it('accepts servers and endpoints that log no requests', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each([
    [fleet, 'hosts.eu-fleet.requestLogging'],
    [endpoint, 'hosts.grounding.requestLogging'],
  ])('refuses it in the topology, once', (edit, path) => {
    expect(findings(rule, [edit])).toMatchObject([{ path, severity: 'fatal' }]);
  });

  it.each([
    ['the flag', (document: Written) => void container(document).Command.push('--enable-log-requests')],
    ['the flag with a value', (document: Written) => void container(document).Command.push('--enable-log-requests=true')],
    ['logged answers', (document: Written) => void container(document).Command.push('--enable-log-outputs')],
    ['a logging configuration of its own', (document: Written) => void container(document).Command.push('--log-config-file=/models/log.json')],
    ['the flag inside a shell command', (document: Written) => void (container(document).EntryPoint = ['sh', '-c', 'vllm serve --enable-log-requests'])],
    ['debug level', (document: Written) => void container(document).Environment.push({ Name: 'VLLM_LOGGING_LEVEL', Value: 'DEBUG' })],
    ['logged responses', (document: Written) => void container(document).Environment.push({ Name: 'VLLM_DEBUG_LOG_API_SERVER_RESPONSE', Value: '1' })],
  ])('notices %s in the task definition', (_, change) => {
    expect(findingsAfter(rule, 'aws-fleet-eu-fleet', change)).toMatchObject([{ path: 'hosts.eu-fleet.requestLogging', resource: 'ServingTask56EB4C8C' }]);
  });

  it('accepts a flag that says no, and the usual level', () => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      container(document).Command.push('--no-enable-log-requests', '--enable-log-requests=false');
      container(document).Environment.push({ Name: 'VLLM_LOGGING_LEVEL', Value: 'INFO' });
    });
    expect(found).toEqual([]);
  });

  it.each([
    ['an endpoint that copies requests to BigQuery', 'google_vertex_ai_endpoint', { predict_request_response_logging_config: { enabled: true } }],
    ['such an endpoint as a list of blocks', 'google_vertex_ai_endpoint', { predict_request_response_logging_config: [{ sampling_rate: 0.1 }] }],
    ['a Model Armor template that logs what it filters', 'google_model_armor_template', { template_metadata: { log_sanitize_operations: true } }],
    ['a Model Armor floor that does', 'google_model_armor_floorsetting', { ai_platform_floor_setting: [{ enable_cloud_logging: true }] }],
  ])('notices %s', (_, type, resource) => {
    const found = findingsAfter(rule, 'google-vertex-grounding', (document) => {
      document.resource[type] = { added: resource };
    });
    expect(found).toMatchObject([{ resource: `${type}.added`, severity: 'fatal' }]);
  });

  it('accepts an endpoint whose logging is off', () => {
    const found = findingsAfter(rule, 'google-vertex-grounding', (document) => {
      terraformResourceOf(document, 'google_vertex_ai_endpoint_with_model_garden_deployment').predict_request_response_logging_config = { enabled: false };
    });
    expect(found).toEqual([]);
  });

  it.each([undefined, false])('notices analytics of searches that are %s', (value) => {
    const found = findingsAfter(rule, 'google-search-grounding', (document) => {
      terraformResourceOf(document, 'google_discovery_engine_search_engine').disable_analytics = value;
    });
    expect(found).toMatchObject([{ path: 'hosts.grounding.requestLogging', message: expect.stringContaining('disable_analytics') }]);
  });
});

describe('on Google', () => {
  it.each([
    ['--disable-uvicorn-access-log', '--disable-uvicorn-access-log --enable-log-requests'],
    ['--env=DO_NOT_TRACK=1', '--env=DO_NOT_TRACK=1 --env=VLLM_LOGGING_LEVEL=DEBUG'],
  ])('sees prompts on their way to the log: %s becomes %s', (from, to) => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    expect(onGoogleFleet(rule, userData(from, to))).toMatchObject([{ severity: 'fatal', path: 'hosts.eu-gce.requestLogging' }]);
  });
});
