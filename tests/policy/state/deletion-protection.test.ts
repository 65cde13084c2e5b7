import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/deletion-protection.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const definition = (document: Written, type: string) => Object.values<Json>(document.Resources).find((resource) => resource.Type === type);
const unprotected = (type: string) => (document: Written) => void delete terraformResourceOf(document, type).lifecycle;

describe(rule.id, () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each(['network-eu', 'network-us', 'identity', 'account-us-east-2', 'weights-eu-north-1', 'capacity-eu-fleet', 'fleet-eu-fleet', 'gateway-eu'])(
    'wants termination protection on %s',
    (kind) => {
      expect(findingsAfter(rule, `aws-${kind}`, () => {}, { terminationProtection: false })).toMatchObject([
        { severity: 'error', message: expect.stringContaining('termination protection') },
      ]);
    },
  );

  it.each([
    ['AWS::KMS::Key', 'aws-fleet-eu-fleet'],
    ['AWS::Logs::LogGroup', 'aws-fleet-eu-fleet'],
    ['AWS::SecretsManager::Secret', 'aws-fleet-eu-fleet'],
    ['AWS::S3::Bucket', 'aws-weights-eu-north-1'],
  ])('notices a %s that its stack would delete or replace', (type, stack) => {
    for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy']) {
      const found = findingsAfter(rule, stack, (document) => void (definition(document, type)[policy] = 'Delete'));
      expect(found).toMatchObject([{ message: expect.stringContaining(policy) }]);
    }
  });

  it('lets what is kept go with its own creation, and with no replacement', () => {
    const after = (policy: string) =>
      findingsAfter(rule, 'aws-weights-eu-north-1', (document) => void (definition(document, 'AWS::S3::Bucket')[policy] = 'RetainExceptOnCreate'));
    expect(after('DeletionPolicy')).toEqual([]);
    expect(after('UpdateReplacePolicy')).toMatchObject([{ message: expect.stringContaining('UpdateReplacePolicy') }]);
  });

  it.each([
    ['DeletionPolicy', 'Delete'],
    ['DeletionPolicy', undefined],
    ['UpdateReplacePolicy', 'Delete'],
  ] as const)('notices a version of a guardrail with %s %s, which callers still name', (policy, value) => {
    const found = findingsAfter(
      rule,
      'aws-bedrock-us-bedrock',
      (document) => void (definition(document, 'AWS::Bedrock::GuardrailVersion')[policy] = value),
      {},
      'examples/hosted-only.yaml',
    );
    expect(found).toMatchObject([{ message: expect.stringContaining(`has ${policy} ${value ?? 'unset'}. Allowed: Retain`) }]);
  });

  it.each([
    [
      'load balancer',
      (document: Written) =>
        void (resourceOf(document, 'AWS::ElasticLoadBalancingV2::LoadBalancer').LoadBalancerAttributes.find(
          (entry: Json) => entry.Key === 'deletion_protection.enabled',
        ).Value = 'false'),
    ],
    [
      'load balancer without attributes',
      (document: Written) => void delete resourceOf(document, 'AWS::ElasticLoadBalancingV2::LoadBalancer').LoadBalancerAttributes,
    ],
    ['group of nodes', (document: Written) => void (resourceOf(document, 'AWS::AutoScaling::AutoScalingGroup').DeletionProtection = 'none')],
  ])('notices an unprotected %s', (_, change) => {
    expect(findingsAfter(rule, 'aws-fleet-eu-fleet', change)).toHaveLength(1);
  });

  it.each([
    ['azurerm_cognitive_account', 'azure-foundry-dev-foundry'],
    ['azurerm_key_vault', 'azure-foundry-dev-foundry'],
    ['azurerm_key_vault_key', 'azure-foundry-dev-foundry'],
    ['google_discovery_engine_data_store', 'google-search-grounding'],
    ['google_storage_bucket', 'google-search-grounding'],
    ['google_kms_crypto_key', 'google-foundation-search'],
    ['google_logging_project_bucket_config', 'google-foundation-search'],
  ])('notices a %s that Terraform may destroy', (type, stack) => {
    expect(findingsAfter(rule, stack, unprotected(type)).filter(({ resource }) => resource?.startsWith(`${type}.`))).toMatchObject([
      { message: expect.stringContaining('prevent_destroy') },
    ]);
  });

  it.each<[string, (locks: Json) => void]>([
    ['no lock', (locks) => delete locks.scope],
    ['a lock on something else', (locks) => (locks.scope = '${azurerm_cognitive_account.Foundry_Account_DB969EE1.id}')],
    ['a lock that lets deletions through', (locks) => (locks.lock_level = 'NotSpecified')],
  ])('notices %s', (_, change) => {
    const found = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => {
      for (const lock of Object.values<Json>(document.resource['azurerm_management_lock'])) change(lock);
    });
    expect(found.map(({ message }) => message).sort()).toEqual([
      expect.stringMatching(/^azurerm_key_vault .* has no management lock\.$/),
      expect.stringMatching(/^azurerm_log_analytics_workspace .* has no management lock\.$/),
    ]);
  });

  it('notices a vault that can be purged', () => {
    const found = findingsAfter(
      rule,
      'azure-foundry-dev-foundry',
      (document) => void (terraformResourceOf(document, 'azurerm_key_vault').purge_protection_enabled = false),
    );
    expect(found.map(({ message }) => message)).toContainEqual(expect.stringContaining('purge_protection_enabled false'));
  });

  it('notices a vault whose keys are gone after a week', () => {
    const found = findingsAfter(
      rule,
      'azure-foundry-dev-foundry',
      (document) => void (terraformResourceOf(document, 'azurerm_key_vault').soft_delete_retention_days = 7),
    );
    expect(found.map(({ message }) => message)).toContainEqual(expect.stringContaining('soft_delete_retention_days 7'));
  });

  it.each([
    ['google_discovery_engine_cmek_config', 'google-foundation-search'],
    ['google_discovery_engine_data_store', 'google-search-grounding'],
    ['google_kms_crypto_key', 'google-foundation-search'],
    ['google_logging_project_bucket_config', 'google-foundation-search'],
    ['google_storage_bucket', 'google-search-grounding'],
  ])('notices a %s that goes when its block goes', (type, stack) => {
    const found = findingsAfter(rule, stack, (document) => void (terraformResourceOf(document, type).deletion_policy = 'DELETE'));
    expect(found).toMatchObject([{ message: expect.stringContaining('deletion_policy DELETE. Needed: PREVENT') }]);
  });
});
