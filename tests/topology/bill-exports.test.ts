import { describe, expect, it } from 'vitest';
import { type Edit, topologyWith } from '../support/topologies.js';

const account = '/subscriptions/00000000-0000-4000-8000-00000000000d/resourceGroups/finops/providers/Microsoft.Storage/storageAccounts/acmebills';
const entry = 'dev: { store: finops, folder: focus, from: 2026-12-01 }';
const refused = (...edits: Edit[]) => expect(() => topologyWith(edits));
/** A second subscription, with more said of it. */
const second = (more: string): Edit => [
  '    dev:\n      subscription:',
  `    other: {subscription: 00000000-0000-4000-8000-00000000000d, ${more}}\n    dev:\n      subscription:`,
];

describe('the export of a bill', () => {
  it.each<[string, Edit, string]>([
    [
      'a name instead of an id',
      [account, 'acmebills'],
      'finance.exports.stores.finops.storageAccount: received "acmebills". Allowed: the id of a storage account',
    ],
    ['the id of something else', [account, account.replace('Storage/storageAccounts', 'KeyVault/vaults')], 'Allowed: the id of a storage account'],
    ['the id of a container', [account, `${account}/blobServices/default/containers/bills`], 'Allowed: the id of a storage account'],
    ['no container', ['        container: bills\n', ''], 'finance.exports.stores.finops.container'],
    ['a container that Azure does not take', ['container: bills', 'container: Bills--2026'], 'the name of a container'],
    ['a folder that ends with a slash', ['folder: focus', 'folder: focus/'], 'a folder: letters, digits'],
    ['no first day', [entry, 'dev: { store: finops, folder: focus }'], 'finance.exports.azure.dev.from'],
    ['a month instead of a day', ['from: 2026-12-01', 'from: 2026-12'], 'a date, YYYY-MM-DD'],
    [
      'a store that is not there',
      [entry, entry.replace('finops', 'finop')],
      'finance.exports.azure.dev.store: received "finop", which is no store of finance.exports.stores. Allowed: finops. Did you mean "finops"?',
    ],
    [
      'a subscription that is not there',
      [entry, entry.replace('dev', 'dew')],
      'finance.exports.azure.dew: received "dew", which is no azure account. Allowed: dev.',
    ],
    ['a store that nothing uses', [`    azure:\n      ${entry}\n`, ''], 'finance.exports.stores.finops: received a store that no export goes to'],
  ])('is refused with %s', (_, edit, says) => refused(edit).toThrow(says));

  it('is refused of a subscription that another topology owns', () => {
    refused(second('tenant: 00000000-0000-0000-0000-000000000000'), [entry, `${entry}\n      ${entry.replace('dev', 'other')}`]).toThrow(
      'finance.exports.azure.other: received other, which this topology does not own: the topology that does exports its bill, once. Allowed: dev.',
    );
  });

  it('is refused to a store that is known to be in another tenant', () => {
    refused(second('tenant: 11111111-0000-4000-8000-000000000000')).toThrow(
      'finance.exports.azure.dev.store: received finops, which is in tenant 11111111-0000-4000-8000-000000000000. Allowed: a store in 00000000-0000-0000-0000-000000000000',
    );
  });
});
