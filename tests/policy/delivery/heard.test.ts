import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/delivery/heard.js';
import { resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologies, topologyWith } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
const ingest = 'aws-weights-ingest-eu-north-1';
const lifecycle = 'aws-lifecycle-us-east-2';
const gce = 'examples/eu-gce.yaml';
const foundation = 'google-foundation-search';
const finance = 'azure-finance';
const without = (document: Written, type: string) => {
  for (const [id, { Type }] of Object.entries(document.Resources)) if (Type === type) delete document.Resources[id];
};
const alarm = (document: Written) => resourceOf(document, 'AWS::CloudWatch::Alarm');

describe('delivery/heard', () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string, string?]>([
    ['an alarm without an action', fleet, (d) => delete alarm(d).AlarmActions, 'has no action'],
    [
      'a composite alarm without an action',
      fleet,
      (d) => (d.Resources.Both = { Type: 'AWS::CloudWatch::CompositeAlarm', Properties: { AlarmRule: 'TRUE' } }),
      'Both has no action',
    ],
    ['an alarm whose actions are switched off', fleet, (d) => (alarm(d).ActionsEnabled = false), 'switched off'],
    ['an alarm that says nothing of silence', fleet, (d) => delete alarm(d).TreatMissingData, 'TreatMissingData'],
    ['a topic without a subscription', ingest, (d) => without(d, 'AWS::SNS::Subscription'), 'has no subscription'],
    ['a subscription without a dead-letter queue', ingest, (d) => delete resourceOf(d, 'AWS::SNS::Subscription').RedrivePolicy, 'has no dead-letter queue'],
    ['a rule without a target', ingest, (d) => (resourceOf(d, 'AWS::Events::Rule').Targets = []), 'has no target'],
    ['a rule without a dead-letter queue', ingest, (d) => delete resourceOf(d, 'AWS::Events::Rule').Targets[0].DeadLetterConfig, 'keeps no event'],
    ['a schedule without a dead-letter queue', lifecycle, (d) => delete resourceOf(d, 'AWS::Scheduler::Schedule').Target.DeadLetterConfig, 'keeps no call'],
    ['a queue that nobody counts', ingest, (d) => without(d, 'AWS::CloudWatch::Alarm'), 'fills without an alarm'],
    ['a queue whose alarm counts another thing', ingest, (d) => (alarm(d).MetricName = 'NumberOfMessagesSent'), 'fills without an alarm'],
    [
      'a budget without subscribers',
      'prod-aws-finance',
      (d) => (resourceOf(d, 'AWS::Budgets::Budget').NotificationsWithSubscribers[0].Subscribers = []),
      'without subscribers',
    ],
    [
      'an alert policy without a channel',
      'google-fleet-eu-gce',
      (d) => (terraformResourceOf(d, 'google_monitoring_alert_policy').notification_channels = []),
      'has no notification channel',
      gce,
    ],
    [
      'an alert policy that is off',
      'google-fleet-eu-gce',
      (d) => (terraformResourceOf(d, 'google_monitoring_alert_policy').enabled = false),
      'is switched off',
      gce,
    ],
    [
      'a channel that is off',
      'google-fleet-eu-gce',
      (d) => (terraformResourceOf(d, 'google_monitoring_notification_channel').enabled = false),
      'is switched off',
      gce,
    ],
    [
      'a channel without an address',
      'google-fleet-eu-gce',
      (d) => delete terraformResourceOf(d, 'google_monitoring_notification_channel').labels.email_address,
      'has no address',
      gce,
    ],
    [
      'a budget of Google without a channel',
      foundation,
      (d) => delete terraformResourceOf(d, 'google_billing_budget').all_updates_rule,
      'has no notification channel',
    ],
    [
      'a budget of Azure without contacts',
      finance,
      (d) => delete terraformResourceOf(d, 'azurerm_consumption_budget_subscription').notification[0].contact_emails,
      'without contacts',
    ],
    [
      'an action group without an address',
      'azure-foundry-dev-foundry',
      (d) => delete terraformResourceOf(d, 'azurerm_monitor_action_group').email_receiver,
      'has no address',
    ],
    [
      'an action group that is off',
      'azure-foundry-dev-foundry',
      (d) => (terraformResourceOf(d, 'azurerm_monitor_action_group').enabled = false),
      'is switched off',
    ],
    [
      'an alert of Azure without an action group',
      'azure-foundry-dev-foundry',
      (d) => delete terraformResourceOf(d, 'azurerm_monitor_metric_alert').action,
      'has no action group',
    ],
    [
      'an alert of Azure that is off',
      'azure-foundry-dev-foundry',
      (d) => (terraformResourceOf(d, 'azurerm_monitor_activity_log_alert').enabled = false),
      'is switched off',
    ],
    ['an anomaly alert without an address', finance, (d) => (terraformResourceOf(d, 'azurerm_cost_anomaly_alert').email_addresses = []), 'has no address'],
  ])('refuses %s', (_, stack, change, message, file = 'topology.yaml') => {
    const found = findingsAfter(rule, stack, change, {}, file);
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
  });

  it('needs no word on recipients: a topology without any is refused by its schema', () => {
    expect(() => topologyWith([['notify: [finops@acme.example]', 'notify: []']])).toThrow(/finance\.notify/);
  });
});
