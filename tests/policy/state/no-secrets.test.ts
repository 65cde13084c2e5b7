import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/no-secrets.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

/** Secrets in shape only, put together here so that no scanner of this repository takes them for real ones. */
const shaped = {
  'AWS key id': ['AK', 'IA', 'QWERTYUIOP234567'].join(''),
  'private key': ['-----BEGIN RSA', ' PRIVATE KEY-----\nMIIE'].join(''),
  'Hugging Face token': `hf_${'aB3'.repeat(11)}`,
  'GitHub token': `ghp_${'aB3d'.repeat(9)}`,
  'fine-grained GitHub token': `github_pat_${'aB3d_'.repeat(12)}`,
  'Bedrock API key': `ABSK${'aB3d'.repeat(20)}`,
  'Azure connection string': `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${'aB3d'.repeat(20)}==`,
  'Google API key': `AIza${'aB3d_'.repeat(7)}`,
  'service account key': '{"type": "service_account", "project_id": "x"}',
  'signed token': `${'eyJ'}hbGciOiJIUzI1NiJ9.${'eyJ'}zdWIiOiIxMjM0NTYifQ.dozjgNryP4J3jVmNHl0w5N`,
  'password in an address': 'postgres://llama:hunter2hunter2@db.internal:5432/llama',
};

describe(rule.id, () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  describe.each(Object.entries(shaped))('%s', (_, secret) => {
    it('is noticed in a container’s environment, and not repeated in the finding', () => {
      const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
        resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].Environment.push({ Name: 'EXTRA', Value: secret });
      });
      expect(found).toMatchObject([
        { path: 'hosts.eu-fleet.image', severity: 'fatal', message: expect.stringMatching(/ContainerDefinitions\[0\]\.Environment\[\d+\]\.Value/) },
      ]);
      expect(JSON.stringify(found)).not.toContain(JSON.stringify(secret).slice(1, -1));
    });

    it('is noticed in user data, plain and encoded', () => {
      const inScript = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
        resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData['Fn::Base64']['Fn::Join'][1].push(`\n# ${secret}\n`);
      });
      const encoded = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
        resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData = Buffer.from(`#!/bin/sh\n# ${secret}\n`).toString('base64');
      });
      expect([inScript.length, encoded.length]).toEqual([1, 1]);
    });

    it('is noticed in a Terraform resource and in a local value', () => {
      const inResource = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => {
        terraformResourceOf(document, 'azurerm_resource_group').extra = secret;
      });
      const inLocals = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => {
        document.locals = { extra: secret };
      });
      expect([inResource.length, inLocals.length]).toEqual([1, 1]);
    });
  });

  it('notices a secret split over a join', () => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].Command.push({ 'Fn::Join': ['', ['--token=hf_', 'aB3'.repeat(11)]] });
    });
    expect(found).toHaveLength(1);
  });

  it.each([
    [
      'a variable',
      (document: Written) =>
        void resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].Environment.push({ Name: 'DB_PASSWORD', Value: 'swordfish' }),
    ],
    ['a property', (document: Written) => void (resourceOf(document, 'AWS::SecretsManager::Secret').SecretString = 'swordfish')],
    ['a parameter’s default', (document: Written) => void (document.Parameters.AdminPassword = { Type: 'String', Default: 'swordfish' })],
    [
      'a script',
      (document: Written) =>
        void resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData['Fn::Base64']['Fn::Join'][1].push(
          '\nexport HF_TOKEN="swordfish-99"\n',
        ),
    ],
    ['an output of the secret', (document: Written) => void (document.Outputs = { Key: { Value: '{{resolve:secretsmanager:llama/key}}' } })],
    ['an output of an access key', (document: Written) => void (document.Outputs = { Key: { Value: { 'Fn::GetAtt': ['UserKey', 'SecretAccessKey'] } } })],
  ])('notices a literal in %s', (_, change) => {
    expect(findingsAfter(rule, 'aws-fleet-eu-fleet', change)).toHaveLength(1);
  });

  it('accepts references in the same places', () => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      const { Environment } = resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0];
      Environment.push({ Name: 'DB_PASSWORD', Value: '{{resolve:secretsmanager:llama/db}}' }, { Name: 'API_KEY', Value: { Ref: 'ApiKeyF9DDEE66' } });
      document.Parameters.AdminPassword = { Type: 'String', NoEcho: true };
      document.Outputs = { Secret: { Value: { Ref: 'ApiKeyF9DDEE66' } } };
    });
    expect(found).toEqual([]);
  });

  it.each([
    [
      'an output of a key',
      (document: Written) => void (document.output.key = { value: '${azurerm_cognitive_account.Foundry.primary_access_key}', sensitive: true }),
    ],
    [
      'a tag with a key',
      (document: Written) => void (terraformResourceOf(document, 'azurerm_resource_group').tags.x = '${azurerm_storage_account.x.primary_connection_string}'),
    ],
    ['a generated password', (document: Written) => void (document.resource.random_password = { added: { length: 20 } })],
    ['a secret’s value', (document: Written) => void (document.resource.azurerm_key_vault_secret = { added: { name: 'x', value: '${var.x}' } })],
    [
      'a Hugging Face token from a variable',
      (document: Written) => void (document.resource.azurerm_resource_group.ResourceGroup.hugging_face_access_token = '${var.token}'),
    ],
    ['a variable’s default', (document: Written) => void (document.variable = { admin_password: { default: 'swordfish' } })],
  ])('keeps %s out of Terraform state', (_, change) => {
    expect(findingsAfter(rule, 'azure-foundry-dev-foundry', change)).toHaveLength(1);
  });
});
