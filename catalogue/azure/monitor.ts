import {
  azureTags,
  copiesBy,
  free,
  grantsNothing,
  holds,
  inPlace,
  isTrue,
  none,
  only,
  preventDestroy,
  schema,
  schemaBut,
  schemaReadBut,
  settings,
  takesNoConnections,
} from '../answers.js';
import type { Rows } from '../row.js';

export const monitor = {
  azurerm_consumption_budget_subscription: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
  azurerm_cost_anomaly_alert: { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: schema },
  azurerm_log_analytics_workspace: {
    data: holds('audit entries', { keep: [preventDestroy], deleted: 'with-everything-in-it', place: { field: 'location' } }),
    key: none('a key needs a dedicated cluster (from 100 GB a day); holds audit entries, no prompts'),
    transport: none('the service takes TLS 1.2 or later only; the type has no field for it'),
    tags: azureTags,
    exposure: none('answers callers of Entra ID; its switches for local keys are judged by identity/no-static-keys'),
    copies: copiesBy({ path: ['replication_enabled'], copies: isTrue, effect: 'replicates logs' }),
    principals: grantsNothing,
    replacement: schemaReadBut({
      internet_ingestion_enabled: inPlace('older documentation'),
      internet_query_enabled: inPlace('older documentation'),
      local_authentication_disabled: inPlace('older name of local_authentication_enabled'),
      sku: only('in place between PerGB2018 and CapacityReservation, otherwise replaced'),
    }),
  },
  azurerm_monitor_diagnostic_setting: {
    ...settings,
    tags: free,
    exposure: takesNoConnections,
    copies: none('sends logs to a workspace with a row of its own'),
    principals: grantsNothing,
    replacement: schemaBut({ metric: inPlace('older name of enabled_metric') }),
  },
} satisfies Rows;
