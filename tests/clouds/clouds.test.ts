import { describe, expect, it } from 'vitest';
import type { Row } from '../../catalogue/row.js';
import { tables } from '../../catalogue/rows.js';
import { anyTypeOf, cloudOfProvider, cloudOfType, clouds, federationOf, isDescribed, tagProperties } from '../../clouds/clouds.js';
import { cloudFormationStack, terraformStack } from '../../evidence/synthesized/stack.js';

describe('the cloud of a resource type', () => {
  it.each([
    ['AWS::S3::Bucket', 'aws'],
    ['Custom::BedrockImportedModel', 'aws'],
    ['google_storage_bucket', 'google'],
    ['azurerm_key_vault', 'azure'],
    ['azapi_resource', 'azure'],
    ['databricks_token', 'databricks'],
    ['ibm_is_vpc', 'watsonx'],
    ['cloudflare_workers_script', 'cloudflare'],
    ['oci_identity_policy', 'oci'],
    ['alicloud_vpc', undefined],
    ['googleworkspace_user', undefined],
    ['terraform_data', undefined],
  ])('%s is of %s', (type, cloud) => {
    expect(cloudOfType(type)).toBe(cloud);
  });

  it('is described where stacks are made', () => {
    expect((['aws', 'google', 'azure', 'databricks', 'watsonx', 'cloudflare', 'oci', 'unknown'] as const).filter(isDescribed)).toEqual([
      'aws',
      'google',
      'azure',
      'databricks',
      'watsonx',
      'cloudflare',
      'oci',
    ]);
    expect(anyTypeOf('azurerm_anything')?.publicSwitches).toEqual(['public_network_access_enabled']);
    expect(anyTypeOf('alicloud_anything')).toBeUndefined();
  });

  it('starts in no two clouds alike', () => {
    const starts = Object.values(clouds).flatMap(({ types }) => [...types]);
    expect(starts.filter((a) => starts.some((b) => a !== b && a.startsWith(b)))).toEqual([]);
  });
});

it('tags are in a property of their cloud, in every row', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    aws: ['Tags', 'HostedZoneTags', 'ResourceTags'],
    google: ['labels', 'user_labels'],
    azure: ['tags'],
    databricks: ['tags', 'custom_tags'],
    watsonx: ['tags'],
  };
  const rows = tables.flatMap((table): [string, Row][] => Object.entries(table));
  const others = rows.filter(([type, { tags }]) => tags.kind === 'property' && expected[cloudOfType(type) ?? '']?.includes(tags.property) !== true);
  expect(others.map(([type]) => type)).toEqual([]);
  expect(tagProperties).toEqual([
    'Tags',
    'HostedZoneTags',
    'ResourceTags',
    'TagSpecifications',
    'labels',
    'user_labels',
    'tags',
    'tags',
    'custom_tags',
    'tags',
  ]);
});

describe('the cloud of a stack', () => {
  const of = (document: object) => terraformStack('m', document as Record<string, unknown>, {}).cloud;

  it('is that of its first resource of any cloud', () => {
    expect(of({ resource: { terraform_data: { Wait: {} }, azurerm_key_vault: { Vault: {} } } })).toBe('azure');
    expect(cloudFormationStack({ name: 's' }, {}, {}).cloud).toBe('aws');
  });

  it('is that of its provider where it has no resources', () => {
    expect(of({ provider: { azurerm: [{}] } })).toBe('azure');
    expect(cloudOfProvider('google-beta')).toBe('google');
  });

  it('is unknown, and no other one, where nothing tells', () => {
    expect(of({ resource: { alicloud_vpc: { Net: {} } }, provider: { alicloud: [{}] } })).toBe('unknown');
    expect(of({})).toBe('unknown');
  });
});

it('tokens are for one audience in Azure, for the provider in Google, for the account in Databricks, and none are minted where a key is shown', () => {
  expect(federationOf('azure')).toEqual({ kind: 'one-audience', audience: 'api://AzureADTokenExchange' });
  expect(federationOf('google')).toEqual({ kind: 'audience-of-the-provider' });
  expect(federationOf('databricks')).toEqual({ kind: 'audience-of-the-account' });
  expect(federationOf('watsonx')).toEqual({ kind: 'none' });
  expect(federationOf('cloudflare')).toEqual({ kind: 'none' });
  expect(federationOf('oci')).toEqual({ kind: 'none' });
});

it.each([
  ['aws', 'arn:aws-eusc:kms:eusc-de-east-1:111122223333:key/1'],
  ['google', 'projects/p/locations/europe/keyRings/r/cryptoKeys/k'],
  ['azure', 'https://acme.vault.azure.net/keys/foundry/1'],
] as const)('a key of %s is known by its full name', (cloud, name) => {
  for (const [other, { kind }] of Object.entries(clouds)) {
    if (kind !== 'described') continue;
    expect(clouds[other as 'aws'].key.name.test(name)).toBe(other === cloud);
  }
});
