import type { Construct } from 'constructs';
import { ActivityAlert } from '../../../constructs/azure/monitoring/activity-alert.js';
import { MetricAlert, type MetricAlertProps, type MetricWatch } from '../../../constructs/azure/monitoring/metric-alert.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { workloadsOn } from '../../../topology/views.js';
import { capacityOf } from '../capacity.js';
import type { AzureFoundryHost } from '../schema.js';

/** What alarms of a host watch, and whom they tell. */
export interface Watched {
  /** Before the name of each. */
  readonly prefix: string;
  readonly resourceGroup: { readonly name: string; readonly id: string };
  /** `/subscriptions/<id>`. */
  readonly subscriptionId: string;
  /** Resource id of the Foundry account. */
  readonly accountId: string;
  /** Name of the deployment, as a reference. */
  readonly deployment: string;
  readonly actionGroupId: string;
}

type Alarm = Pick<MetricAlertProps, 'watch' | 'severity' | 'description'>;

const models = { namespace: 'Microsoft.CognitiveServices/accounts' } as const;

/** Changes that a deployment makes rarely and an intruder first. */
const operations: Readonly<Record<string, { readonly operation: string; readonly description: string }>> = {
  'account-changed': {
    operation: 'Microsoft.CognitiveServices/accounts/write',
    description: 'Settings of the Foundry account were written. Unless a deployment did it: compare network, key and local authentication with the module.',
  },
  'keys-listed': {
    operation: 'Microsoft.CognitiveServices/accounts/listKeys/action',
    description: 'The keys of the Foundry account were read. They open nothing while local authentication is off; nothing here reads them.',
  },
  'log-removed': {
    operation: 'Microsoft.Insights/diagnosticSettings/delete',
    description: 'A diagnostic setting was deleted: what it recorded is recorded no more. Apply the module, and ask who deleted it.',
  },
  'role-granted': {
    operation: 'Microsoft.Authorization/roleAssignments/write',
    description: 'Somebody was given a role in the resource group. Unless a deployment did it: remove it.',
  },
};

/** Alarms of one host: its model as callers see it, and what is done to its account. */
export function alarms(scope: Construct, topology: Topology, id: string, host: AzureFoundryHost, watched: Watched): void {
  const { prefix, resourceGroup, actionGroupId } = watched;
  const place = { resourceGroupName: resourceGroup.name, actionGroupId };
  const all = { ...served(watched.deployment), ...slow(topology, id, watched.deployment), ...full(host, watched.deployment) };
  for (const [name, alarm] of Object.entries(all)) {
    new MetricAlert(scope, name, { ...place, ...alarm, name: `${prefix}-${name}`, targetId: watched.accountId });
  }
  for (const [name, { operation, description }] of Object.entries(operations)) {
    new ActivityAlert(scope, name, { ...place, name: `${prefix}-${name}`, scopeId: resourceGroup.id, event: { operation }, description });
  }
  new ActivityAlert(scope, 'unhealthy', {
    ...place,
    name: `${prefix}-unhealthy`,
    scopeId: watched.accountId,
    event: 'resource health',
    description: 'Azure calls the Foundry account degraded or unavailable. Hosts further down the route take over; see Service health.',
  });
  new ActivityAlert(scope, 'incident', {
    ...place,
    name: `${prefix}-incident`,
    scopeId: watched.subscriptionId,
    event: 'service health',
    description: 'Azure announces an incident, a security advisory or a retirement that asks for action, of a service that the subscription uses.',
  });
}

/** Answers with errors of the service, and those of a quota that is used up. */
function served(deployment: string): Record<string, Alarm> {
  const of = { ModelDeploymentName: deployment };
  return {
    failing: {
      watch: { ...models, metric: 'ModelAvailabilityRate', aggregation: 'Average', operator: 'LessThan', threshold: 99, minutes: 15, of },
      severity: 1,
      description: 'More than one request in a hundred ends with an error of the service. See Resource health of the account and Service health.',
    },
    throttled: {
      watch: { ...models, metric: 'ModelRequests', aggregation: 'Total', operator: 'GreaterThan', threshold: 10, minutes: 5, of: { ...of, StatusCode: '429' } },
      severity: 2,
      description: 'Requests are refused with 429. Compare the load with the capacity of the host, and the capacity with the quota of the subscription.',
    },
  };
}

/** First answers later than the strictest workload of the route allows. Microsoft documents samples for provisioned deployments; others may have none. */
function slow(topology: Topology, id: string, deployment: string): Record<string, Alarm> {
  const objectives = workloadsOn(topology, id).map(([, { slo }]) => slo.ttftMs);
  if (objectives.length === 0) return {};
  const of = { ModelDeploymentName: deployment };
  return {
    slow: {
      watch: { ...models, metric: 'TimeToResponse', aggregation: 'Average', operator: 'GreaterThan', threshold: Math.min(...objectives), minutes: 15, of },
      severity: 2,
      description: 'On average the first answer comes later than the strictest objective of the workloads allows. The gateway tells which workload it is.',
    },
  };
}

/** Four fifths of what is deployed, before callers are refused. */
function full(host: AzureFoundryHost, deployment: string): Record<string, Alarm> {
  const watch = fullWatch(host);
  if (watch === undefined) return {};
  return {
    'near-capacity': {
      watch: { ...models, ...watch, minutes: 5, of: { ModelDeploymentName: deployment } },
      severity: 2,
      description:
        'The load is at four fifths of the capacity of the deployment, beyond which requests are refused. Raise `capacity`, or put a host behind it.',
    },
  };
}

function fullWatch(host: AzureFoundryHost): Pick<MetricWatch, 'metric' | 'aggregation' | 'operator' | 'threshold'> | undefined {
  const { unit, amount } = capacityOf(host);
  if (unit === 'tokens a minute') return { metric: 'TotalTokens', aggregation: 'Total', operator: 'GreaterThan', threshold: 0.8 * 5 * amount };
  if (unit === 'provisioned units') return { metric: 'ProvisionedUtilization', aggregation: 'Average', operator: 'GreaterThan', threshold: 80 };
  return undefined;
}
