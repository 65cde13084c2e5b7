import { asItsPrincipals, azureTags, free, grants, grantsNothing, only, schema, schemaReadBut, serves, settings, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const governance = {
  azurerm_management_lock: {
    ...settings,
    data: serves('what keeps others from being deleted'),
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: schema,
  },
  azurerm_policy_definition: {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: schemaReadBut({ parameters: only('replaced if there are fewer than before') }),
  },
  azurerm_resource_group: { ...settings, tags: azureTags, exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
  azurerm_subscription_policy_assignment: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('policy-assignment'), replacement: schema },
} satisfies Rows;
