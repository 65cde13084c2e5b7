import { asItsPrincipals, free, grants, grantsNothing, schema, settings, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const account = {
  databricks_account_network_policy: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('egress-policy'), replacement: schema },
  databricks_ip_access_list: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('address-list'), replacement: schema },
  databricks_mws_permission_assignment: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('access-control'), replacement: schema },
  databricks_service_principal: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
  databricks_service_principal_federation_policy: {
    ...settings,
    tags: free,
    exposure: asItsPrincipals,
    principals: grants('federation-policy'),
    replacement: schema,
  },
  databricks_workspace_conf: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('address-list'), replacement: schema },
  databricks_workspace_network_option: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('egress-policy'), replacement: schema },
} satisfies Rows;
