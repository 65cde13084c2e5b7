import { admits, asItsPrincipals, free, grants, grantsNothing, schema, schemaRead, settings, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const iam = {
  google_artifact_registry_repository_iam_member: {
    ...settings,
    tags: free,
    exposure: admits('public-members'),
    principals: grants('role-member'),
    replacement: schema,
  },
  google_iam_workload_identity_pool: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  google_iam_workload_identity_pool_provider: {
    ...settings,
    tags: free,
    exposure: asItsPrincipals,
    principals: grants('identity-provider'),
    replacement: schemaRead,
  },
  google_project_iam_audit_config: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('audit-config'), replacement: schema },
  google_project_iam_custom_role: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('custom-role'), replacement: schemaRead },
  google_project_iam_member: { ...settings, tags: free, exposure: admits('public-members'), principals: grants('role-member'), replacement: schema },
  google_service_account: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
  google_service_account_iam_member: { ...settings, tags: free, exposure: admits('public-members'), principals: grants('role-member'), replacement: schema },
} satisfies Rows;
