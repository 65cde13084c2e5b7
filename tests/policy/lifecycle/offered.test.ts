import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/lifecycle/offered.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';

describe(rule.id, () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each([
    [
      'a Bedrock region without the model',
      ['    region: us-east-2\n    network: us\n', '    region: eu-north-1\n    network: us\n'],
      'hosts.us-bedrock.region',
      'Offered as in-region in us-east-2; as us in us-east-1, us-east-2, us-west-2. Of Llama, Bedrock offers nothing in eu-north-1.',
    ],
    [
      'In-Region where only the profile is offered',
      ['    region: us-east-2\n    network: us\n', '    region: us-west-2\n    network: us\n'],
      'hosts.us-bedrock.profile',
      'Offered there as us.',
    ],
    ['a profile that does not exist', ['profile: in-region', 'profile: eu'], 'hosts.us-bedrock.profile', 'not offered as eu'],
    ['a sku without Llama', ['sku: GlobalStandard', 'sku: DataZoneStandard'], 'hosts.dev-foundry.sku', 'Offered as GlobalStandard'],
    ['an unknown model version', ['modelVersion: "9"', 'modelVersion: "77"'], 'hosts.dev-foundry.modelVersion', 'no version 77'],
    [
      'an Azure region without the model',
      ['    region: swedencentral\n    network: foundry\n    model', '    region: southeastasia\n    network: foundry\n    model'],
      'hosts.dev-foundry.region',
      'not offered in southeastasia',
    ],
    [
      'a machine type that does not carry the model',
      ['machineType: a3-highgpu-4g', 'machineType: g2-standard-12'],
      'hosts.grounding.machineType',
      'Google recommends',
    ],
    [
      'a precision that Vertex AI does not deploy',
      ['    network: grounding\n    model: llama70-bf16', '    network: grounding\n    model: llama70'],
      'hosts.grounding.model',
      'Model Garden in fp8. Offered in bf16.',
    ],
    [
      'a Vertex region without the machine',
      ['    region: europe-west4\n    network: grounding\n    model', '    region: europe-west3\n    network: grounding\n    model'],
      'hosts.grounding.region',
      'Offered in',
    ],
  ] as const)('refuses %s', (_, edit, path, message) => {
    expect(topologyFindings(rule, [edit])).toMatchObject([{ path, severity: 'fatal', message: expect.stringContaining(message) }]);
  });

  it.each([
    [
      'a region without Custom Model Import',
      '    region: eu-central-1\n    network: frankfurt\n    model',
      '    region: eu-west-1\n    network: frankfurt\n    model',
      'region',
      'not offered in eu-west-1. Offered in eu-central-1, us-east-1',
    ],
    ['fp8 weights', 'precision: bf16', 'precision: fp8', 'model', 'does not take fp8 weights. Allowed: bf16'],
    ['weights above the limit', 'release: llama-3.3-70b-instruct', 'release: llama-3.1-405b-instruct', 'model', 'takes a model of 200 GB at most'],
    [
      'a multimodal model above its lower limit',
      'release: llama-3.3-70b-instruct',
      'release: llama-3.2-90b-vision-instruct',
      'model',
      'takes a multimodal model of 100 GB at most',
    ],
    [
      'Llama 4',
      'release: llama-3.3-70b-instruct',
      'release: llama-4-scout-17b-16e-instruct',
      'model',
      'not known to take the architecture of llama-4. Allowed: llama-3,',
    ],
    [
      'a classifier that is no Llama',
      'release: llama-3.3-70b-instruct',
      'release: llama-prompt-guard-2-86m',
      'model',
      'not known to take the architecture of llama-prompt-guard-2',
    ],
  ] as const)('refuses to import: %s', (_, from, to, field, message) => {
    const file = 'examples/eu-import.yaml';
    expect(findings(rule, [], file)).toEqual([]);
    expect(topologyFindings(rule, [[from, to]], file)).toMatchObject([
      { path: `hosts.eu-import.${field}`, severity: 'fatal', message: expect.stringContaining(message) },
    ]);
  });

  it.each([
    [
      'a Bedrock model',
      'aws-bedrock-us-bedrock',
      (document: Written) =>
        void (resourceOf(document, 'AWS::Bedrock::ApplicationInferenceProfile').ModelSource.CopyFrom =
          'arn:aws:bedrock:us-east-2::foundation-model/meta.llama4-scout-17b-instruct-v1:0'),
      'hosts.us-bedrock.model',
    ],
    [
      'an Azure model version',
      'azure-foundry-dev-foundry',
      (document: Written) => void (terraformResourceOf(document, 'azurerm_cognitive_deployment').model.version = '1'),
      'hosts.dev-foundry.model',
    ],
    [
      'a Vertex model',
      'google-vertex-grounding',
      (document: Written) =>
        void (terraformResourceOf(document, 'google_vertex_ai_endpoint_with_model_garden_deployment').publisher_model_name = 'publishers/meta/models/llama4@x'),
      'hosts.grounding.model',
    ],
  ])('notices %s changed in the output', (_, stack, change, path) => {
    expect(findingsAfter(rule, stack, change)).toMatchObject([{ path }]);
  });
});

describe(`${rule.id} on Vertex AI`, () => {
  it('judges the deployment that takes over too', () => {
    const replicas = '    replicas: {min: 1, max: 4}\n';
    expect(findings(rule, [[replicas, `${replicas}    next: {machineType: a3-highgpu-8g}\n`]])).toEqual([]);
    expect(topologyFindings(rule, [[replicas, `${replicas}    next: {machineType: g2-standard-12}\n`]])).toEqual([
      expect.objectContaining({ path: 'hosts.grounding.next.machineType' }),
    ]);
  });

  it('knows the one region of managed models', () => {
    const file = 'examples/us-maas.yaml';
    expect(findings(rule, [], file)).toEqual([]);
    expect(
      topologyFindings(rule, [['    account: models\n    region: us-east5\n    network', '    account: models\n    region: us-central1\n    network']], file),
    ).toEqual([expect.objectContaining({ path: 'hosts.managed.region', message: expect.stringContaining('Offered in us-east5') })]);
  });
});
