import { expect, it } from 'vitest';
import { rule as emitted } from '../../../policy/capacity/emitted.js';
import { rule as noStaticKeys } from '../../../policy/identity/no-static-keys.js';
import { rule as pinned } from '../../../policy/supply-chain/provider-pinned.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { written } from '../../support/synthesized.js';

const file = 'examples/any-zone.yaml';
const after = (rule: typeof emitted, change: (document: ReturnType<typeof written>) => void) =>
  findingsAfter(rule, 'oci-generative-ai-chicago', change, {}, file)
    .map(({ message }) => message)
    .join('\n');

it('says the home region and a version, and signs in with what the pipeline has', () => {
  const { provider, terraform } = written('oci-generative-ai-chicago', file);
  expect(provider).toEqual({ oci: [{ region: 'us-ashburn-1' }] });
  expect(terraform.required_providers).toEqual({ oci: { source: 'oracle/oci', version: '8.28.0' } });
  for (const rule of [emitted, noStaticKeys, pinned]) expect(findings(rule, [], file)).toEqual([]);
});

it.each<[string, typeof emitted, (document: ReturnType<typeof written>) => void, string]>([
  ['another region', emitted, ({ provider }) => (provider.oci[0].region = 'uk-london-1'), 'provider.oci[0].region'],
  ['a tenancy of its own', emitted, ({ provider }) => (provider.oci[0].tenancy_ocid = 'ocid1.tenancy.oc1..x'), 'provider.oci[0]'],
  ['no provider', emitted, (document) => (document.provider = {}), 'no provider oci of a known account'],
  ['a key in the module', noStaticKeys, ({ provider }) => (provider.oci[0].private_key = 'x'), 'signs in with private_key'],
  ['the file of a key', noStaticKeys, ({ provider }) => (provider.oci[0].private_key_path = '/x'), 'signs in with private_key_path'],
  ['a token that is made', noStaticKeys, ({ resource }) => (resource.oci_identity_auth_token = { Key: { user_id: 'x' } }), 'password of Oracle Cloud'],
  ['any version', pinned, ({ terraform }) => (terraform.required_providers.oci.version = '>= 8.0.0'), 'Allowed: exactly 8.28.0'],
])('refuses %s', (_, rule, change, says) => {
  expect(after(rule, change)).toContain(says);
});
