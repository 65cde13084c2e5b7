import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('azure-fleet-us-nd', 'examples/azure-nodes.yaml');

describe('an alert on lines', () => {
  it('fires at the first one, for each node, and is mailed', () => {
    expect(inModule(fleet, 'azurerm_monitor_scheduled_query_rules_alert_v2', 'Alarms_weights-refused')).toMatchObject({
      scopes: [expect.stringContaining('Log_Workspace')],
      evaluation_frequency: 'PT5M',
      window_duration: 'PT10M',
      criteria: [
        {
          query: 'Syslog | where Facility == "local0" and ProcessName == "prepare-node" | where SyslogMessage has "REFUSED"',
          operator: 'GreaterThan',
          threshold: 0,
          time_aggregation_method: 'Count',
          dimension: [{ name: 'Computer', operator: 'Include', values: ['*'] }],
        },
      ],
      action: { action_groups: [expect.stringContaining('Recipients_Group')] },
    });
  });

  it('reads a column where its value is one', () => {
    expect(inModule(fleet, 'azurerm_monitor_scheduled_query_rules_alert_v2', 'Alarms_queue').criteria).toMatchObject([
      { metric_measure_column: 'waiting', time_aggregation_method: 'Average', operator: 'GreaterThan', threshold: 128 },
    ]);
  });

  it('takes silence for what it is', () => {
    expect(inModule(fleet, 'azurerm_monitor_scheduled_query_rules_alert_v2', 'Alarms_engines-unwatched')).toMatchObject({
      window_duration: 'PT30M',
      criteria: [{ operator: 'LessThan', threshold: 1 }],
    });
  });
});
