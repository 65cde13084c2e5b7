import { describe, expect, it } from 'vitest';
import { telemetryOff } from '../../../facts/serving.js';
import { rule } from '../../../policy/data-use/telemetry-off.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, userData } from '../../support/google-fleet.js';

const container = (document: Written) => resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0];

describe(rule.id, () => {
  it('accepts a server whose telemetry is off', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses telemetry in the topology, once', () => {
    expect(findings(rule, [['telemetry: false', 'telemetry: true']])).toMatchObject([{ path: 'hosts.eu-fleet.telemetry', severity: 'fatal' }]);
  });

  it.each(Object.keys(telemetryOff()))('notices %s missing and set to another value', (name) => {
    const without = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      container(document).Environment = container(document).Environment.filter((variable: Json) => variable.Name !== name);
    });
    expect(without).toMatchObject([{ path: 'hosts.eu-fleet.telemetry', message: expect.stringContaining(`no ${name}`) }]);
    const other = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      container(document).Environment.find((variable: Json) => variable.Name === name).Value = 'true';
    });
    expect(other).toMatchObject([{ message: expect.stringContaining(`${name}=true`) }]);
  });

  it('notices a variable that is set twice', () => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      container(document).Environment.push({ Name: 'DO_NOT_TRACK', Value: '0' });
    });
    expect(found).toMatchObject([{ message: expect.stringContaining('DO_NOT_TRACK=1, 0') }]);
  });

  it('looks into containers of Vertex AI too', () => {
    const found = findingsAfter(rule, 'google-vertex-grounding', (document) => {
      terraformResourceOf(document, 'google_vertex_ai_endpoint_with_model_garden_deployment').model_config.container_spec = {
        image_uri: 'registry/vllm-openai',
        env: [],
      };
    });
    expect(found).toHaveLength(Object.keys(telemetryOff()).length);
  });
});

describe('on Google', () => {
  it('accepts the variables, and refuses telemetry in the topology, once', () => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    expect(findings(rule, [['    contract: google-main', '    telemetry: true\n    contract: google-main']], googleFleet)).toMatchObject([
      { severity: 'fatal', path: 'hosts.eu-gce.telemetry' },
    ]);
  });

  it.each([
    ['none', '          --env=VLLM_NO_USAGE_STATS=1 \\\n', ''],
    ['another value', '--env=VLLM_NO_USAGE_STATS=1', '--env=VLLM_NO_USAGE_STATS=true'],
    ['a second value', '--env=VLLM_NO_USAGE_STATS=1', '--env=VLLM_NO_USAGE_STATS=1 -e VLLM_NO_USAGE_STATS=0'],
  ])('sees %s in the user data', (_, from, to) => {
    expect(onGoogleFleet(rule, userData(from, to))).toMatchObject([
      { path: 'hosts.eu-gce.telemetry', message: expect.stringContaining('VLLM_NO_USAGE_STATS') },
    ]);
  });
});
