import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/encryption/at-rest.js';
import { judge } from '../../../policy/engine.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, template } from '../../support/google-fleet.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
const weights = 'aws-weights-eu-north-1';
const foundation = 'google-foundation-search';
const search = 'google-search-grounding';
const foundry = 'azure-foundry-dev-foundry';
const encryptionOf = (bucket: Json) => bucket.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault;
/** The weights bucket stands after its log bucket. */
const weightsBucket = (document: Written) => resourceOf(document, 'AWS::S3::Bucket', 1);

describe('encryption/at-rest', () => {
  it('accepts the reference topology', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    ['a log group without key', fleet, (d) => delete resourceOf(d, 'AWS::Logs::LogGroup').KmsKeyId, 'no customer-managed key'],
    ['a secret under a key of AWS', fleet, (d) => (resourceOf(d, 'AWS::SecretsManager::Secret').KmsKeyId = 'alias/aws/secretsmanager'), 'key of AWS'],
    [
      'a topic under something that is no key',
      fleet,
      (d) => (resourceOf(d, 'AWS::SNS::Topic').KmsMasterKeyId = { 'Fn::GetAtt': ['Cluster', 'Arn'] }),
      'AWS::ECS::Cluster, not a key',
    ],
    ['a topic under a key that is not there', fleet, (d) => (resourceOf(d, 'AWS::SNS::Topic').KmsMasterKeyId = { Ref: 'Gone' }), 'names no key'],
    [
      'a secret under a key of another region',
      fleet,
      (d) => (resourceOf(d, 'AWS::SecretsManager::Secret').KmsKeyId = 'arn:aws:kms:us-east-1:111122223333:key/1'),
      'in us-east-1',
    ],
    [
      'a disk without encryption',
      fleet,
      (d) => (resourceOf(d, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.BlockDeviceMappings[0].Ebs.Encrypted = false),
      'received false',
    ],
    [
      'a disk without key',
      fleet,
      (d) => delete resourceOf(d, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.BlockDeviceMappings[0].Ebs.KmsKeyId,
      'no customer-managed key',
    ],
    ['disks that are not described', fleet, (d) => delete resourceOf(d, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.BlockDeviceMappings, 'is absent'],
    ['weights under a key of S3', weights, (d) => (encryptionOf(weightsBucket(d)).SSEAlgorithm = 'AES256'), 'Allowed: aws:kms'],
    ['weights without encryption settings', weights, (d) => delete weightsBucket(d).BucketEncryption, 'is absent'],
    ['a log bucket that no log would reach', weights, (d) => (encryptionOf(resourceOf(d, 'AWS::S3::Bucket')).SSEAlgorithm = 'aws:kms'), 'Allowed: AES256'],
    ['a bucket that is no longer a log bucket', weights, (d) => delete weightsBucket(d).LoggingConfiguration, 'Allowed: aws:kms'],
    ['a guardrail without key', 'aws-bedrock-us-bedrock', (d) => delete resourceOf(d, 'AWS::Bedrock::Guardrail').KmsKeyArn, 'no customer-managed key'],
    ['a bucket of Google without key', search, (d) => delete terraformResourceOf(d, 'google_storage_bucket').encryption, 'no customer-managed key'],
    [
      'a bucket of Google under a key elsewhere',
      search,
      (d) => moveKey(terraformResourceOf(d, 'google_storage_bucket').encryption, 'default_kms_key_name'),
      'a key in europe',
    ],
    ['a data store without key', search, (d) => delete terraformResourceOf(d, 'google_discovery_engine_data_store').kms_key_name, 'no customer-managed key'],
    [
      'a search engine under a key elsewhere',
      search,
      (d) => moveKey(terraformResourceOf(d, 'google_discovery_engine_search_engine'), 'kms_key_name'),
      'a key in europe',
    ],
    [
      'a key ring that was moved',
      foundation,
      (d) => {
        for (const ring of Object.values<Json>(d.resource.google_kms_key_ring)) ring.location = 'us';
      },
      'Allowed: a key in europe',
    ],
    [
      'an audit log without key',
      foundation,
      (d) => delete terraformResourceOf(d, 'google_logging_project_bucket_config').cmek_settings,
      'no customer-managed key',
    ],
    [
      'a Foundry account without key',
      foundry,
      (d) => delete terraformResourceOf(d, 'azurerm_cognitive_account').customer_managed_key,
      'no customer-managed key',
    ],
    [
      'a Foundry account under something that is no key',
      foundry,
      (d) => (terraformResourceOf(d, 'azurerm_cognitive_account').customer_managed_key.key_vault_key_id = '${azurerm_key_vault.Key.id}'),
      'names no key',
    ],
    [
      'a key of Key Vault that the topology does not name',
      foundry,
      (d) => (terraformResourceOf(d, 'azurerm_cognitive_account').customer_managed_key.key_vault_key_id = 'https://acme.vault.azure.net/keys/foundry'),
      'nor one of existing.keys',
    ],
    [
      'a secret under a key of another account',
      fleet,
      (d) => (resourceOf(d, 'AWS::SecretsManager::Secret').KmsKeyId = 'arn:aws:kms:eu-north-1:999988887777:key/1'),
      'a key of 999988887777',
    ],
    [
      'a bucket of Google under a key of another project',
      search,
      (d) => (terraformResourceOf(d, 'google_storage_bucket').encryption.default_kms_key_name = 'projects/other/locations/europe/keyRings/r/cryptoKeys/k'),
      'a key of other',
    ],
  ])('notices %s', (_, stack, change, message) => {
    const found = findingsAfter(rule, stack, change);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({
      rule: 'encryption/at-rest',
      severity: 'error',
      stack: expect.stringContaining(stack),
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, string, (document: Written) => void]>([
    ['a key by ARN in the same region', fleet, (d) => (resourceOf(d, 'AWS::SecretsManager::Secret').KmsKeyId = 'arn:aws:kms:eu-north-1:111122223333:key/1')],
    [
      'a disk of the instance',
      fleet,
      (d) => resourceOf(d, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.BlockDeviceMappings.push({ DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' }),
    ],
  ])('accepts %s', (_, stack, change) => {
    expect(findingsAfter(rule, stack, change)).toEqual([]);
  });

  it('accepts a key of Key Vault that existing.keys names', () => {
    const edits: Edit[] = [['\nzones:\n', "\nexisting:\n  keys: { dev-foundry: 'https://acme.vault.azure.net/keys/foundry' }\nzones:\n"]];
    expect(findings(rule, edits)).toEqual([]);
  });

  it('asks for no key where Vertex AI Search takes none', () => {
    const toGlobal = (document: Written) => {
      const store = terraformResourceOf(document, 'google_discovery_engine_data_store');
      delete store.kms_key_name;
      store.location = 'global';
    };
    expect(findingsAfter(rule, search, toGlobal)).toEqual([]);
  });

  it('accepts the default key of a location where an approval says that it is one, and only then', () => {
    const approval: Edit = [
      '  foundry-review:',
      '  default-key: {kind: key-configuration, subject: hosts.grounding, reference: registered by the platform, grantedBy: kms@acme.example, grantedOn: 2026-10-01, expires: 2027-09-30}\n  foundry-review:',
    ];
    const withoutKey = (edits: Edit[]) => {
      const loaded = topologyWith(edits);
      const evidence = mutated(evidenceOf(loaded), search, (d) => delete terraformResourceOf(d, 'google_discovery_engine_data_store').kms_key_name);
      return judge([rule], loaded, asOf, evidence);
    };
    expect(withoutKey([])).toHaveLength(1);
    expect(withoutKey([approval])).toEqual([]);
    expect(withoutKey([[approval[0], approval[1].replace('2027-09-30', '2026-10-30')]])).toHaveLength(1);
  });
});

function moveKey(holder: Json, key: string): void {
  holder[key] = String(holder[key]).replace('/locations/europe/', '/locations/us/');
}

describe('a fleet on Google', () => {
  const replica = (document: Written) => terraformResourceOf(document, 'google_secret_manager_secret').replication.user_managed.replicas[0];
  it.each<[string, (document: Written) => void, string]>([
    ['a boot disk under a key of Google', (document) => delete template(document).disk[0].disk_encryption_key, 'disk_encryption_key'],
    ['an API key under a key of Google', (document) => delete replica(document).customer_managed_encryption, 'customer_managed_encryption'],
    ['an API key in another region than its key', (document) => void (replica(document).location = 'europe-west1'), 'stores in europe-west1'],
    ['a secret that says nowhere', (document) => delete terraformResourceOf(document, 'google_secret_manager_secret').replication, 'is absent'],
  ])('is seen to have %s', (_, change, message) => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    expect(onGoogleFleet(rule, change)).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });
});
