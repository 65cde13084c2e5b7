import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group/index.js';
import { Construct } from 'constructs';

export interface ActionGroupProps {
  /** Name of the group. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Named in the subject of each mail; at most 12 characters. */
  readonly shortName: string;
  /** E-mail addresses. */
  readonly notify: readonly string[];
}

/** Whom alerts are mailed to. What is mailed names resources, metrics and values, never content. */
export class ActionGroup extends Construct {
  /** Resource id, for the alerts that use it. */
  readonly id: string;

  constructor(scope: Construct, id: string, props: ActionGroupProps) {
    super(scope, id);
    if (props.shortName.length > 12) throw new Error(`Short name of an action group: received ${JSON.stringify(props.shortName)}. Allowed: 12 characters.`);
    const group = new MonitorActionGroup(this, 'Group', {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      shortName: props.shortName,
      // In no region: alerts on the health of the service are delivered by no other.
      location: 'global',
      emailReceiver: [...props.notify].sort().map((address) => ({ name: address, emailAddress: address, useCommonAlertSchema: true })),
    });
    this.id = group.id;
  }
}
