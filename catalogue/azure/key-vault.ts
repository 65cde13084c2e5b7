import {
  admits,
  azureTags,
  grantsNothing,
  holds,
  inPlace,
  inRegion,
  locked,
  noCopySetting,
  none,
  only,
  preventDestroy,
  runsNothing,
  schemaBut,
  schemaReadBut,
  set,
  settingsOnly,
  signedCalls,
} from '../answers.js';
import type { Rows } from '../row.js';

export const keyVault = {
  azurerm_key_vault: {
    data: holds('keys', {
      keep: [preventDestroy, locked, set('purge_protection_enabled', 'true'), set('soft_delete_retention_days', '90')],
      deleted: 'with-everything-in-it',
      place: inRegion,
    }),
    key: none('is where keys are; its own encryption has no setting'),
    transport: none('the service takes TLS 1.2 or later only; the type has no field for it'),
    tags: azureTags,
    exposure: admits('service-firewall'),
    copies: noCopySetting,
    principals: grantsNothing,
    programs: runsNothing,
    replacement: schemaBut({ contact: only('gone in 5.0.0, not read'), enable_rbac_authorization: inPlace('older name of rbac_authorization_enabled') }),
  },
  azurerm_key_vault_key: {
    data: holds('the versions of a key', { keep: [preventDestroy], deleted: 'with-everything-in-it', place: inRegion }),
    key: settingsOnly,
    transport: settingsOnly,
    tags: azureTags,
    exposure: signedCalls,
    copies: noCopySetting,
    principals: grantsNothing,
    programs: runsNothing,
    replacement: schemaReadBut({
      expiration_date: only('replaced if it is taken away'),
      'release_policy.immutable': only('replaced if it was set'),
      'release_policy.json': only('replaced if release_policy is immutable'),
    }),
  },
} satisfies Rows;
