/** How an alert of Azure on one metric is set: what code alone decides, whatever the topology. */
export interface MetricAlertSettings {
  /** Type of what it watches. */
  readonly on: string;
  readonly aggregation: string;
  readonly operator: string;
  /**
   * Where a topology has a say: milliseconds of the strictest objective of the host's workloads, the nodes of a fleet, or a share of the tokens that its
   * capacity lets through in the window.
   */
  readonly threshold: number | 'strictest objective' | 'half a node less than all' | { readonly shareOfCapacity: number };
  /** ISO 8601. */
  readonly window: string;
  readonly frequency: string;
  /** Dimensions and their only value; `deployment` is the one of the host. */
  readonly of: Readonly<Record<string, string>>;
}

const model = { on: 'azurerm_cognitive_account', of: { ModelDeploymentName: 'deployment' } } as const;
const balancer = { on: 'azurerm_application_gateway' } as const;
const quarter = { window: 'PT15M', frequency: 'PT5M' } as const;
const minutes = { window: 'PT5M', frequency: 'PT1M' } as const;

/**
 * Alerts by `namespace metric`. Metrics: https://learn.microsoft.com/azure/foundry/foundry-models/how-to/monitor-models and
 * https://learn.microsoft.com/azure/application-gateway/application-gateway-metrics
 */
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
  'Microsoft.Network/applicationGateways HealthyHostCount': {
    ...balancer,
    aggregation: 'Average',
    operator: 'LessThan',
    threshold: 'half a node less than all',
    window: 'PT30M',
    frequency: 'PT5M',
    of: {},
  },
  'Microsoft.Network/applicationGateways ResponseStatus': {
    ...balancer,
    ...minutes,
    aggregation: 'Total',
    operator: 'GreaterThan',
    threshold: 300,
    of: { HttpStatusGroup: '5xx' },
  },
  'Microsoft.CognitiveServices/accounts ProvisionedUtilization': { ...model, ...minutes, aggregation: 'Average', operator: 'GreaterThan', threshold: 80 },
};

/** How an alert on lines of a workspace is set. */
export interface QueryAlertSettings {
  /** The whole query. */
  readonly form: RegExp;
  readonly operator: 'GreaterThan' | 'LessThan';
  /** Above 0 and at most so many, where a topology has a say. */
  readonly threshold: number | { readonly atMost: number };
  readonly window: string;
  /** Rows are counted, or one column is averaged. */
  readonly value: 'rows' | { readonly column: string };
  /** Column by whose values alerts stay apart. */
  readonly apart?: string;
}

const first = { operator: 'GreaterThan', threshold: 0, window: 'PT10M', value: 'rows', apart: 'Computer' } as const;
const unit = (name: string) => String.raw`^Syslog \| where Facility == "local0" and ProcessName == "${name}"`;
const looks = `${unit('engine-watch')}${String.raw` \| extend look = parse_json\(SyslogMessage\) \| where look\.watch == "engine"`}`;

/** Alerts on lines of nodes. Half of what waits on eight replicas is the most that a queue may be before people are told. */
export const alertsOnQueries: readonly QueryAlertSettings[] = [
  { ...first, form: new RegExp(`${unit('prepare-node')}${String.raw` \| where SyslogMessage has "REFUSED"$`}`) },
  {
    ...first,
    form: /^Syslog \| where \(Facility == "kern" and SyslogMessage matches regex @"NVRM: Xid \\\(PCI:\[\^\)\]\*\\\): \([\d|]+\),"\) or \(Facility == "local0" and ProcessName == "gpu-health" and SyslogMessage has "out of service"\)$/,
  },
  { ...first, form: new RegExp(`${looks}${String.raw` \| where look\.hung == true$`}`) },
  { form: new RegExp(`${looks}$`), operator: 'LessThan', threshold: 1, window: 'PT30M', value: 'rows' },
  {
    form: new RegExp(`${looks}${String.raw` \| extend waiting = toint\(look\.waiting\)$`}`),
    operator: 'GreaterThan',
    threshold: { atMost: 256 },
    window: 'PT10M',
    value: { column: 'waiting' },
  },
];

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
