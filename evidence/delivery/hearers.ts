import { blocks, dig, type Resource, record } from '../synthesized/stack.js';

/** By type: why what a resource reports would reach no recipient, or be lost. */
export const hearers: Readonly<Record<string, (resource: Resource) => Iterable<string>>> = {
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': alarm,

  *'AWS::SNS::Topic'({ id, stack }) {
    const heard = stack.resources.some(({ type, properties }) => type === 'AWS::SNS::Subscription' && record(properties['TopicArn'])['Ref'] === id);
    if (!heard) yield 'has no subscription';
  },

  *'AWS::SNS::Subscription'({ properties }) {
    if (dig(properties['RedrivePolicy'], 'deadLetterTargetArn') === undefined) yield 'has no dead-letter queue: what cannot be delivered is gone';
  },

  *'AWS::Events::Rule'({ properties }) {
    const targets = blocks(properties['Targets']);
    if (targets.length === 0) yield 'has no target';
    for (const target of targets)
      if (dig(target, 'DeadLetterConfig', 'Arn') === undefined)
        yield `keeps no event that target ${String(target['Id'])} does not take: it has no dead-letter queue`;
  },

  *'AWS::Scheduler::Schedule'({ properties }) {
    if (dig(properties['Target'], 'DeadLetterConfig', 'Arn') === undefined) yield 'keeps no call that its target does not take: it has no dead-letter queue';
  },

  *'AWS::SQS::Queue'({ id, stack }) {
    const counted = stack.resources.some(
      ({ type, properties }) =>
        type === 'AWS::CloudWatch::Alarm' &&
        properties['MetricName'] === 'ApproximateNumberOfMessagesVisible' &&
        blocks(properties['Dimensions']).some(({ Name, Value }) => Name === 'QueueName' && [record(Value)['Fn::GetAtt']].flat()[0] === id),
    );
    if (!counted) yield 'fills without an alarm on ApproximateNumberOfMessagesVisible';
  },

  *'AWS::Budgets::Budget'({ properties }) {
    const notifications = blocks(properties['NotificationsWithSubscribers']);
    if (notifications.length === 0) yield 'has no notification';
    if (notifications.some(({ Subscribers }) => blocks(Subscribers).length === 0)) yield 'has a notification without subscribers';
  },

  *google_monitoring_alert_policy({ properties }) {
    if (properties['enabled'] === false) yield 'is switched off';
    if (list(properties['notification_channels']).length === 0) yield 'has no notification channel';
  },

  *google_monitoring_notification_channel({ properties }) {
    if (properties['enabled'] === false) yield 'is switched off';
    if (properties['type'] === 'email' && !(String(dig(properties['labels'], 'email_address') ?? '') !== '')) yield 'has no address';
  },

  *google_billing_budget({ properties }) {
    const channels = list(dig(properties['all_updates_rule'], 'monitoring_notification_channels'));
    if (channels.length === 0) yield 'has no notification channel';
    if (blocks(properties['threshold_rules']).length === 0) yield 'has no threshold';
  },

  *azurerm_consumption_budget_subscription({ properties }) {
    const notifications = blocks(properties['notification']).filter(({ enabled }) => enabled !== false);
    if (notifications.length === 0) yield 'has no notification that is switched on';
    if (notifications.some(({ contact_emails, contact_groups, contact_roles }) => [contact_emails, contact_groups, contact_roles].flatMap(list).length === 0))
      yield 'has a notification without contacts';
  },

  azurerm_monitor_activity_log_alert: azureAlert,
  azurerm_monitor_metric_alert: azureAlert,
  azurerm_monitor_scheduled_query_rules_alert_v2: azureAlert,

  *azurerm_monitor_action_group({ properties }) {
    if (properties['enabled'] === false) yield 'is switched off';
    if (blocks(properties['email_receiver']).length === 0) yield 'has no address';
  },

  *azurerm_cost_anomaly_alert({ properties }) {
    if (list(properties['email_addresses']).length === 0) yield 'has no address';
  },
};

/** An alarm that takes no action, or none while it is in alarm, and what it makes of silence. */
function* alarm({ type, properties }: Resource): Iterable<string> {
  if (properties['ActionsEnabled'] === false) yield 'has its actions switched off';
  if (list(properties['AlarmActions']).length === 0) yield 'has no action';
  // By default an alarm without data goes to INSUFFICIENT_DATA, which notifies only if it has actions of its own.
  if (type !== 'AWS::CloudWatch::Alarm') return;
  const silence = String(properties['TreatMissingData'] ?? 'missing');
  if (silence === 'missing' && list(properties['InsufficientDataActions']).length === 0) yield 'does not say what missing data means (TreatMissingData)';
}

function* azureAlert({ properties }: Resource): Iterable<string> {
  if (properties['enabled'] === false) yield 'is switched off';
  if (blocks(properties['action']).length === 0) yield 'has no action group';
}

const list = (value: unknown): unknown[] => [value ?? []].flat();
