import { CostAnomalyAlert } from '@cdktf/provider-azurerm/lib/cost-anomaly-alert/index.js';
import { Construct } from 'constructs';

export interface CostAnomalyProps {
  /** Name, unique in the subscription. */
  readonly name: string;
  /** `/subscriptions/<id>`. */
  readonly subscriptionId: string;
  /** Shown in the portal; at most 25 characters. */
  readonly title: string;
  /** Of the mail; at most 50 characters. */
  readonly subject: string;
  /** E-mail addresses; the first one also answers for the alert. */
  readonly notify: readonly string[];
}

/** Mail when the daily cost of a subscription leaves its usual range. A subscription has one such alert. */
export class CostAnomaly extends Construct {
  constructor(scope: Construct, id: string, props: CostAnomalyProps) {
    super(scope, id);
    for (const [field, limit] of [
      ['title', 25],
      ['subject', 50],
    ] as const) {
      if (props[field].length > limit)
        throw new Error(`${field} of a cost anomaly alert: received ${props[field].length} characters ("${props[field]}"). Allowed: ${limit}.`);
    }
    const [contact] = props.notify;
    new CostAnomalyAlert(this, 'Alert', {
      name: props.name,
      displayName: props.title,
      emailSubject: props.subject,
      subscriptionId: props.subscriptionId,
      emailAddresses: [...props.notify],
      ...(contact !== undefined && { notificationEmail: contact }),
    });
  }
}
