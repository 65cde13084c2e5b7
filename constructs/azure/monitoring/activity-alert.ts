import { MonitorActivityLogAlert, type MonitorActivityLogAlertCriteria } from '@cdktf/provider-azurerm/lib/monitor-activity-log-alert/index.js';
import { Construct } from 'constructs';

export interface ActivityAlertProps {
  /** Name of the alert. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Resource id of what is watched: a resource, a resource group or a subscription, with everything in it. */
  readonly scopeId: string;
  /** An operation that succeeded, such as `Microsoft.Insights/diagnosticSettings/delete`; or what Azure says of its own health. */
  readonly event: { readonly operation: string } | 'resource health' | 'service health';
  /** What has happened, and what to do. */
  readonly description: string;
  /** Resource id of the action group. */
  readonly actionGroupId: string;
}

/** Fires on each entry of the activity log that says so. */
export class ActivityAlert extends Construct {
  constructor(scope: Construct, id: string, props: ActivityAlertProps) {
    super(scope, id);
    new MonitorActivityLogAlert(this, 'Alert', {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      // A rule is in no region unless the European data boundary is asked for, which has no place for the health of the service.
      location: 'global',
      scopes: [props.scopeId],
      description: props.description,
      criteria: criteria(props.event),
      action: [{ actionGroupId: props.actionGroupId }],
    });
  }
}

function criteria(event: ActivityAlertProps['event']): MonitorActivityLogAlertCriteria {
  if (event === 'resource health') {
    return { category: 'ResourceHealth', resourceHealth: { current: ['Degraded', 'Unavailable'], reason: ['PlatformInitiated', 'Unknown'] } };
  }
  if (event === 'service health') return { category: 'ServiceHealth', serviceHealth: { events: ['Incident', 'Security', 'ActionRequired'] } };
  return { category: 'Administrative', operationName: event.operation, status: 'Succeeded' };
}
