import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/state/backend.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

const key: Edit = ['      kmsKey: projects/acme-llama-grounded/locations/europe-west4/keyRings/state/cryptoKeys/terraform\n', ''];
const undeclared = (): Edit => {
  const { text } = topologyWith().source;
  return [text.slice(text.indexOf('  google:\n    search:\n      kind'), text.indexOf('  azure:\n    dev:\n      kind')), ''];
};
const s3 = { bucket: 'b', key: 'k', region: 'eu-north-1', kms_key_id: 'arn:aws:kms:eu-north-1:1:key/1', encrypt: true, use_lockfile: true };
const after = (backend: unknown) => findingsAfter(rule, 'google-vertex-grounding', (document) => void (document.terraform.backend = backend));
/** What is found besides that the account declares another kind. */
const besidesKind = (backend: unknown) => after(backend).filter(({ message }) => !message.includes(' for kind. '));

describe(rule.id, () => {
  it('accepts state in declared, encrypted backends', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses every stack of an account without backend', () => {
    const found = findings(rule, [undeclared()]);
    expect(found.map(({ stack }) => stack)).toEqual([
      'acme-search-google-foundation-search',
      'acme-search-google-search-grounding',
      'acme-search-google-vertex-grounding',
    ]);
    const { text } = topologyWith([undeclared()]).source;
    const line = text.slice(0, text.indexOf('\nbackends:') + 1).split('\n').length;
    // The key is missing, so the finding points at what would hold it.
    expect(found[0]).toMatchObject({
      path: 'backends.google.search',
      severity: 'error',
      line,
      message: expect.stringContaining('google.search must be declared'),
    });
  });

  it('refuses a bucket without a customer-managed key', () => {
    expect(findings(rule, [key])[0]).toMatchObject({ path: 'backends.google.search.kmsKey' });
  });

  it.each([
    ['a local file', { local: { path: 'x.tfstate' } }],
    ['no backend', {}],
    ['a web server', { http: { address: 'https://state.internal' } }],
    ['two backends', { s3, local: { path: 'x.tfstate' } }],
    ['Azure by storage key', { azurerm: { storage_account_name: 'x', container_name: 'y', key: 'z' } }],
    ['S3 without encryption', { s3: { ...s3, encrypt: false } }],
    ['S3 without key', { s3: { ...s3, kms_key_id: undefined } }],
    ['S3 without lock', { s3: { ...s3, use_lockfile: false } }],
    ['a secret in the settings', { azurerm: { use_azuread_auth: true, access_key: 'x' } }],
  ])('refuses %s', (_, backend) => {
    expect(besidesKind(backend)).toMatchObject([{ stack: 'acme-search-google-vertex-grounding' }]);
  });

  it.each([
    ['S3', { s3 }],
    ['S3 with a lock table', { s3: { ...s3, use_lockfile: undefined, dynamodb_table: 'locks' } }],
    ['Azure by Entra ID', { azurerm: { use_azuread_auth: true } }],
  ])('takes %s for encrypted and locked, where the account declares it', (_, backend) => {
    expect(besidesKind(backend)).toEqual([]);
    expect(after(backend)).toMatchObject([{ message: expect.stringContaining('for kind. Allowed: gcs.') }]);
  });

  it.each([
    ['bucket', 'google-vertex-grounding', 'gcs', 'stranger', 'acme-llama-terraform-state'],
    ['prefix', 'google-vertex-grounding', 'gcs', 'other', 'acme-search-google-vertex-grounding'],
    [
      'kms_encryption_key',
      'google-vertex-grounding',
      'gcs',
      'projects/x/locations/y/keyRings/z/cryptoKeys/k',
      'projects/acme-llama-grounded/locations/europe-west4/keyRings/state/cryptoKeys/terraform',
    ],
    ['storage_account_name', 'azure-foundry-dev-foundry', 'azurerm', 'stranger', 'acmeterraformstate'],
    ['key', 'azure-foundry-dev-foundry', 'azurerm', 'other.tfstate', 'acme-dev-azure-foundry-dev-foundry.tfstate'],
  ])('refuses another %s than its account declares', (name, stack, kind, value, allowed) => {
    const found = findingsAfter(rule, stack, (document) => void (document.terraform.backend[kind][name] = value));
    expect(found).toMatchObject([{ message: `Backend ${kind} of ${found[0]?.stack} has ${value} for ${name}. Allowed: ${allowed}.` }]);
  });
});
