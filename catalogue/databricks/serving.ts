import {
  asItsPrincipals,
  copiesBy,
  databricksApi,
  databricksTags,
  free,
  freeTags,
  grants,
  grantsNothing,
  none,
  onlyAs,
  runsNothing,
  schema,
  serves,
  settings,
  takesNoConnections,
  toRecipients,
} from '../answers.js';
import type { Rows } from '../row.js';

export const serving = {
  databricks_budget: {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    copies: copiesBy(toRecipients('alert_configurations.action_configurations.target')),
    principals: grantsNothing,
    replacement: schema,
  },
  // A budget policy costs nothing; what is billed under it does, and carries its tags.
  databricks_budget_policy: {
    ...settings,
    tags: freeTags({ ...databricksTags, property: 'custom_tags' }),
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: schema,
  },
  databricks_model_serving_provisioned_throughput: {
    data: serves('the model itself'),
    key: none('the model is public, and nothing else is stored; keys are those of the workspace'),
    transport: databricksApi,
    tags: databricksTags,
    exposure: none('answers at the address of its workspace: whom that lets in, private access settings, lists of addresses and permissions say'),
    copies: copiesBy(
      onlyAs('ai_gateway.inference_table_config.enabled', 'stores every prompt and answer in a table', false),
      onlyAs('ai_gateway.fallback_config.enabled', 'sends prompts to another endpoint', false),
    ),
    principals: grantsNothing,
    programs: runsNothing,
    replacement: schema,
  },
  databricks_permissions: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('access-control'), replacement: schema },
} satisfies Rows;
