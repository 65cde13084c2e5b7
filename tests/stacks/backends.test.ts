import { describe, expect, it } from 'vitest';
import { rule } from '../../policy/state/backend.js';
import type { Json } from '../support/documents.js';
import { findings } from '../support/findings.js';
import { evidenceOf } from '../support/synthesized.js';
import { type Edit, topologies, topologyWith } from '../support/topologies.js';

const gcs =
  '    search:\n      kind: gcs\n      bucket: acme-llama-terraform-state\n      kmsKey: projects/acme-llama-grounded/locations/europe-west4/keyRings/state/cryptoKeys/terraform\n';
const azurerm = '    dev:\n      kind: azurerm\n      resourceGroup: acme-terraform\n      storageAccount: acmeterraformstate\n      container: llama\n';
const key = 'arn:aws:kms:eu-north-1:111122223333:key/00000000-0000-4000-8000-000000000000';
const s3 = `{kind: s3, bucket: acme-terraform-state, region: eu-north-1, kmsKey: "${key}"}`;
const inS3: readonly Edit[] = [
  [gcs, `    search: ${s3}\n`],
  [azurerm, `    dev: ${s3}\n`],
];
const elsewhere: Readonly<Record<string, readonly Edit[]>> = {
  'each in its own cloud': [],
  'all in S3': inS3,
  'Google’s in Azure and Azure’s in Google': [
    [gcs, azurerm.replace('dev:', 'search:')],
    [azurerm, gcs.replace('search:', 'dev:')],
  ],
};

const modules = (edits: readonly Edit[]) =>
  (evidenceOf(topologyWith(edits)).terraform ?? []).map(({ name, document }) => ({ name, terraform: document['terraform'] as Record<string, Json> }));

describe('state in S3', () => {
  it('is encrypted by the declared key, locked by S3 itself, in the declared region, without credentials', () => {
    const found = modules(inS3);
    expect(found.length).toBeGreaterThan(5);
    for (const { name, terraform } of found) {
      expect(terraform['backend']).toEqual({
        s3: { bucket: 'acme-terraform-state', key: `${name}.tfstate`, region: 'eu-north-1', kms_key_id: key, encrypt: true, use_lockfile: true },
      });
    }
  });

  it.each([
    ['a key that is no ARN', key, 'alias/terraform', 'backends.google.search.kmsKey'],
    ['a region that is none', 'region: eu-north-1, kmsKey', 'region: "EU North", kmsKey', 'backends.google.search.region'],
  ])('is refused with %s', (_, from, to, path) => {
    expect(() => topologyWith([[gcs, `    search: ${s3.replace(from, to)}\n`]])).toThrow(path);
  });
});

/** What Terraform 1.11.4 takes for the ARN of a KMS key (internal/backend/remote-state/s3/validate.go): others end `terraform init` before it asks for credentials. */
const keyOfTerraform =
  /^arn:[\w-]+:kms:[\w-]+:\d{12}:(alias\/[\w/-]+|key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}))$/;

describe.each(topologies)('state of %s', (_, file) => {
  it('has keys that `terraform init` takes', () => {
    const backends = (evidenceOf(topologyWith([], file)).terraform ?? []).map(({ document }) => (document['terraform'] as Record<string, Json>)['backend']);
    for (const { s3 } of backends.filter((one) => one?.s3 !== undefined)) expect(s3.kms_key_id).toMatch(keyOfTerraform);
  });
});

describe.each(Object.entries(elsewhere))('state %s', (_, edits) => {
  it('is accepted by state/backend', () => expect(findings(rule, edits)).toEqual([]));
});
