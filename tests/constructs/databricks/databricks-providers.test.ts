import { expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/emitted.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { written } from '../../support/synthesized.js';

const file = 'examples/lakehouse.yaml';

it('the workspace and its account are two configurations of the provider, and neither holds a credential', () => {
  expect(written('databricks-account', file).provider).toEqual({
    databricks: [
      { auth_type: 'env-oidc', host: 'https://lake.cloud.databricks.com' },
      { account_id: '00000000-0000-0000-0000-000000000000', alias: 'account', auth_type: 'env-oidc', host: 'https://accounts.cloud.databricks.com' },
    ],
  });
  expect(findings(rule, [], file)).toEqual([]);
});

it.each<[string, (provider: Record<string, string>[]) => void, string]>([
  ['another workspace', ([first]) => Object.assign(first ?? {}, { host: 'https://other.cloud.databricks.com' }), 'provider.databricks[0].host'],
  ['another account', ([, second]) => Object.assign(second ?? {}, { account_id: '11111111-0000-0000-0000-000000000000' }), 'provider.databricks[1].account_id'],
  ['a token of a profile', ([first]) => Object.assign(first ?? {}, { auth_type: 'pat' }), 'provider.databricks[0].auth_type'],
  ['a secret', ([, second]) => Object.assign(second ?? {}, { client_secret: 'x' }), 'provider.databricks[1].client_secret'],
])('refuses %s', (_, change, says) => {
  const found = findingsAfter(rule, 'databricks-account', (document) => change(document.provider.databricks), {}, file);
  expect(found.map(({ message }) => message).join()).toContain(says);
});

it('refuses a resource of the account that is made with the provider of the workspace', () => {
  const found = findingsAfter(
    rule,
    'databricks-account',
    (document) => {
      for (const one of Object.values<Record<string, unknown>>(document.resource.databricks_account_network_policy)) delete one['provider'];
    },
    {},
    file,
  );
  expect(found.map(({ message }) => message).join()).toMatch(/databricks_account_network_policy\.\S+ with provider databricks\. Allowed: databricks\.account/);
});
