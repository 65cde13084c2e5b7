import { asItsPrincipals, copiesBy, copying, free, grants, grantsNothing, schema, schemaRead, sentTo, settings, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

export const governance = {
  google_access_context_manager_access_policy: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
  google_access_context_manager_service_perimeter: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('perimeter'), replacement: schema },
  google_billing_budget: {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    copies: copiesBy(
      ...copying('publishes spending to a topic', 'all_updates_rule.pubsub_topic'),
      sentTo('all_updates_rule.monitoring_notification_channels', 'google_monitoring_notification_channel'),
    ),
    principals: grantsNothing,
    replacement: schema,
  },
  google_cloud_quotas_quota_preference: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
  google_org_policy_policy: { ...settings, tags: free, exposure: asItsPrincipals, principals: grants('organization-policy'), replacement: schema },
  google_project_service: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schemaRead },
} satisfies Rows;
