import { asItsPrincipals, azureTags, free, freeTags, grants, grantsNothing, replaces, schema, schemaBut, settings, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const identity = {
  // At 4.55.0; from 4.65.0 on user_assigned_identity_id.
  azurerm_federated_identity_credential: {
    ...settings,
    tags: free,
    exposure: asItsPrincipals,
    principals: grants('federated-credential'),
    replacement: schemaBut({ parent_id: replaces('older documentation'), resource_group_name: replaces('older documentation') }),
  },
  azurerm_role_assignment: {
    ...settings,
    tags: free,
    exposure: asItsPrincipals,
    principals: grants('role-assignment'),
    replacement: schemaBut({
      condition: replaces('only from 5.2.0 on in place'),
      condition_version: replaces('only from 5.2.0 on in place'),
      description: replaces('only from 5.2.0 on in place'),
    }),
  },
  azurerm_role_definition: {
    ...settings,
    tags: free,
    exposure: asItsPrincipals,
    principals: grants('role-definition'),
    replacement: schema,
  },
  // Managed identities are free of charge: https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
  azurerm_user_assigned_identity: { ...settings, tags: freeTags(azureTags), exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
} satisfies Rows;
