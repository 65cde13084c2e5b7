import { CostAnomalyAlert } from '@cdktf/provider-azurerm/lib/cost-anomaly-alert/index.js';
import { Construct } from 'constructs';

export interface CostAnomalyProps {
  readonly name: string;
  /** `/subscriptions/<id>`. */
  readonly subscriptionId: string;
  /** Shown as title and as subject of the mail. */
  readonly title: string;
  /** E-mail addresses; the first one also answers for the alert. */
  readonly notify: readonly string[];
}

/** Mail when the daily cost of a subscription leaves its usual range. A subscription has one such alert. */
export class CostAnomaly extends Construct {
  constructor(scope: Construct, id: string, props: CostAnomalyProps) {
    super(scope, id);
    const [contact] = props.notify;
    new CostAnomalyAlert(this, 'Alert', {
      name: props.name,
      displayName: props.title,
      emailSubject: props.title,
      subscriptionId: props.subscriptionId,
      emailAddresses: [...props.notify],
      ...(contact !== undefined && { notificationEmail: contact }),
    });
  }
}
