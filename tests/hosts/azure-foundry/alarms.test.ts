import { describe, expect, it } from 'vitest';
import { traits } from '../../../hosts/azure-foundry/traits.js';
import { foundryHost, referenceContext, resources, synthesize } from '../../support/azure-stacks.js';
import type { Json } from '../../support/documents.js';

const name = 'acme-dev-azure-foundry-dev-foundry';

/** Alerts on metrics by the end of their names, after a change of the topology. */
function alerts(change: (context: ReturnType<typeof referenceContext>) => void = () => undefined): Record<string, Json> {
  const context = referenceContext();
  change(context);
  return Object.fromEntries(
    resources(synthesize(context)[name], 'azurerm_monitor_metric_alert').map(([, alert]) => [alert.name.replace(/^.*foundry-/, ''), alert]),
  );
}
const watched = ({ criteria: [criterion] }: Json) => `${criterion.aggregation} of ${criterion.metric_name} ${criterion.operator} ${criterion.threshold}`;

describe('alarms of a Foundry host', () => {
  it('watch errors, refusals, first answers and the use of its capacity', () => {
    const shown = Object.fromEntries(Object.entries(alerts()).map(([key, alert]) => [key, `${watched(alert)} in ${alert.window_size}`]));
    // 800 thousand tokens a minute, four fifths of five minutes of them; development allows 10 seconds.
    expect(shown).toEqual({
      failing: 'Average of ModelAvailabilityRate LessThan 99 in PT15M',
      throttled: 'Total of ModelRequests GreaterThan 10 in PT5M',
      slow: 'Average of TimeToResponse GreaterThan 10000 in PT15M',
      'near-capacity': 'Total of TotalTokens GreaterThan 3200000 in PT5M',
    });
  });

  it('count refusals of the deployment alone', () => {
    expect(alerts()['throttled'].criteria[0].dimension).toEqual([
      { name: 'ModelDeploymentName', operator: 'Include', values: [expect.stringMatching(/^\$\{azurerm_cognitive_deployment\.\w+\.name\}$/)] },
      { name: 'StatusCode', operator: 'Include', values: ['429'] },
    ]);
  });

  it('watch the utilisation of units that are paid by the hour, and no queue', () => {
    const on = (sku: 'DataZoneProvisionedManaged' | 'DataZoneBatch') =>
      alerts(({ topology }) => void Object.assign(foundryHost(topology), { sku }))['near-capacity'];
    expect(watched(on('DataZoneProvisionedManaged'))).toBe('Average of ProvisionedUtilization GreaterThan 80');
    expect(on('DataZoneBatch')).toBeUndefined();
  });

  it('take the strictest objective of the workloads', () => {
    const found = alerts(({ topology }) => {
      topology.workloads['global-assist']?.route.push('dev-foundry');
    });
    expect(watched(found['slow'])).toBe('Average of TimeToResponse GreaterThan 3000');
  });

  it('tell what is done to the account, and when Azure calls it unwell', () => {
    const events = resources(synthesize(referenceContext())[name], 'azurerm_monitor_activity_log_alert').map(([, { criteria }]) => criteria);
    expect(events.map(({ category, operation_name }) => operation_name ?? category).sort()).toEqual([
      'Microsoft.Authorization/roleAssignments/write',
      'Microsoft.CognitiveServices/accounts/listKeys/action',
      'Microsoft.CognitiveServices/accounts/write',
      'Microsoft.Insights/diagnosticSettings/delete',
      'ResourceHealth',
      'ServiceHealth',
    ]);
  });

  it('are counted against what a subscription has room for', () => {
    const { topology } = referenceContext();
    const limits = traits.limits(topology, { id: 'dev-foundry', host: foundryHost(topology) });
    const made = resources(synthesize({ topology, outputs: {} })[name], 'azurerm_monitor_activity_log_alert').length;
    expect(limits).toContainEqual({ limit: 'activity-alerts-per-subscription', found: made, per: 'account' });
  });
});
