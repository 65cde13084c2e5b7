/** How an alert of Azure on one metric is set: what code alone decides, whatever the topology. */
export interface MetricAlertSettings {
  /** Type of what it watches. */
  readonly on: string;
  readonly aggregation: string;
  readonly operator: string;
  /**
   * Where a topology has a say: milliseconds of the strictest objective of the host's workloads, or a share of the tokens that its capacity lets through in the window.
   */
  readonly threshold: number | 'strictest objective' | { readonly shareOfCapacity: number };
  /** ISO 8601. */
  readonly window: string;
  readonly frequency: string;
  /** Dimensions and their only value; `deployment` is the one of the host. */
  readonly of: Readonly<Record<string, string>>;
}

const model = { on: 'azurerm_cognitive_account', of: { ModelDeploymentName: 'deployment' } } as const;
const quarter = { window: 'PT15M', frequency: 'PT5M' } as const;
const minutes = { window: 'PT5M', frequency: 'PT1M' } as const;

/** Alerts by `namespace metric`. Metrics: https://learn.microsoft.com/azure/foundry/foundry-models/how-to/monitor-models */
export const alertsOnMetrics: Readonly<Record<string, MetricAlertSettings>> = {
  'Microsoft.CognitiveServices/accounts ModelAvailabilityRate': { ...model, ...quarter, aggregation: 'Average', operator: 'LessThan', threshold: 99 },
  'Microsoft.CognitiveServices/accounts ModelRequests': {
    ...model,
    ...minutes,
    aggregation: 'Total',
    operator: 'GreaterThan',
    threshold: 10,
    of: { ModelDeploymentName: 'deployment', StatusCode: '429' },
  },
  'Microsoft.CognitiveServices/accounts TimeToResponse': {
    ...model,
    ...quarter,
    aggregation: 'Average',
    operator: 'GreaterThan',
    threshold: 'strictest objective',
  },
  'Microsoft.CognitiveServices/accounts TotalTokens': {
    ...model,
    ...minutes,
    aggregation: 'Total',
    operator: 'GreaterThan',
    threshold: { shareOfCapacity: 0.8 },
  },
  'Microsoft.CognitiveServices/accounts ProvisionedUtilization': { ...model, ...minutes, aggregation: 'Average', operator: 'GreaterThan', threshold: 80 },
};

/** What alerts on the activity log wait for, and where it happens. */
export interface ActivitySettings {
  readonly criteria: Readonly<Record<string, unknown>>;
  readonly in: 'azurerm_cognitive_account' | 'azurerm_resource_group' | 'subscription';
}

const administrative = (operation: string): ActivitySettings => ({
  criteria: { category: 'Administrative', operation_name: operation, status: 'Succeeded' },
  in: 'azurerm_resource_group',
});

export const alertsOnActivity: readonly ActivitySettings[] = [
  administrative('Microsoft.CognitiveServices/accounts/listKeys/action'),
  administrative('Microsoft.CognitiveServices/accounts/write'),
  administrative('Microsoft.Insights/diagnosticSettings/delete'),
  administrative('Microsoft.Authorization/roleAssignments/write'),
  {
    criteria: { category: 'ResourceHealth', resource_health: { current: ['Degraded', 'Unavailable'], reason: ['PlatformInitiated', 'Unknown'] } },
    in: 'azurerm_cognitive_account',
  },
  { criteria: { category: 'ServiceHealth', service_health: { events: ['Incident', 'Security', 'ActionRequired'] } }, in: 'subscription' },
];
