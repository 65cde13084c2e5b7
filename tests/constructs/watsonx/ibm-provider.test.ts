import { expect, it } from 'vitest';
import { rule as emitted } from '../../../policy/capacity/emitted.js';
import { rule as noStaticKeys } from '../../../policy/identity/no-static-keys.js';
import { rule as pinned } from '../../../policy/supply-chain/provider-pinned.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { written } from '../../support/synthesized.js';

const file = 'examples/any-zone.yaml';
const after = (rule: typeof emitted, change: (document: ReturnType<typeof written>) => void) =>
  findingsAfter(rule, 'watsonx-runtime-ibm', change, {}, file)
    .map(({ message }) => message)
    .join('\n');

it('says a region and a version, and signs in with what the pipeline has', () => {
  const { provider, terraform } = written('watsonx-runtime-ibm', file);
  expect(provider).toEqual({ ibm: [{ region: 'us-south' }] });
  expect(terraform.required_providers).toEqual({ ibm: { source: 'IBM-Cloud/ibm', version: '1.88.0' } });
  for (const rule of [emitted, noStaticKeys, pinned]) expect(findings(rule, [], file)).toEqual([]);
});

it.each<[string, typeof emitted, (document: ReturnType<typeof written>) => void, string]>([
  ['another region', emitted, ({ provider }) => (provider.ibm[0].region = 'eu-de'), 'provider.ibm[0].region'],
  ['another resource group', emitted, ({ resource }) => (first(resource.ibm_resource_instance).resource_group_id = 'f'.repeat(32)), 'resource_group_id'],
  ['a key in the module', noStaticKeys, ({ provider }) => (provider.ibm[0].ibmcloud_api_key = 'x'), 'signs in with ibmcloud_api_key'],
  ['a key that is made', noStaticKeys, ({ resource }) => (resource.ibm_iam_service_api_key = { Key: { name: 'x' } }), 'an API key of IBM Cloud'],
  ['any version', pinned, ({ terraform }) => (terraform.required_providers.ibm.version = '>= 1.0.0'), 'Allowed: exactly 1.88.0'],
])('refuses %s', (_, rule, change, says) => {
  expect(after(rule, change)).toContain(says);
});

// biome-ignore lint/suspicious/noExplicitAny: documents are edited as they are
const first = (byName: Record<string, any>) => Object.values(byName)[0];
