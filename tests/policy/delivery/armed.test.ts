import { describe, expect, it } from 'vitest';
import { admission } from '../../../derived/admission.js';
import { rule } from '../../../policy/delivery/armed.js';
import { type Json, propertiesOf, resourceOf, type terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
const lifecycle = 'aws-lifecycle-us-east-2';
const gce = 'examples/eu-gce.yaml';
const type = 'AWS::CloudWatch::Alarm';

/** Properties of the alarm on a metric, or of the one that has an expression with this in it. */
function alarmOn({ Resources }: Written, metric: string) {
  const found = Object.values(Resources).find(({ Type, Properties }) => Type === type && JSON.stringify(Properties).includes(metric));
  if (found === undefined) throw new Error(`no alarm on ${metric}`);
  return found.Properties;
}

/** The condition of the alert policy whose filter or address has this in it. */
function conditionOf({ resource }: Written, word: string) {
  const [, policy] = Object.entries(resource['google_monitoring_alert_policy']).find(([id]) => id.includes(word)) ?? [];
  return (policy as ReturnType<typeof terraformResourceOf>).conditions[0].condition_threshold;
}

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    ['a threshold that nothing reaches', fleet, (d) => (alarmOn(d, 'UnHealthyHostCount').Threshold = 1e12), 'has 1000000000000 for Threshold. Allowed: 1.'],
    ['a queue longer than any', fleet, (d) => (alarmOn(d, 'num_requests_waiting').Threshold = 65), 'has 65 for Threshold. Allowed: more than 0, at most 64.'],
    ['a thousand periods', fleet, (d) => (alarmOn(d, 'UnHealthyHostCount').EvaluationPeriods = 1000), 'has 1000 for EvaluationPeriods. Allowed: 5.'],
    ['more periods than there are', fleet, (d) => (alarmOn(d, 'UnHealthyHostCount').DatapointsToAlarm = 6), 'has 6 for DatapointsToAlarm. Allowed: 5.'],
    ['a thousand periods where all count', lifecycle, (d) => (alarmOn(d, 'Visible').DatapointsToAlarm = 1000), 'has 1000 for DatapointsToAlarm. Allowed: 1.'],
    [
      'the other comparison',
      fleet,
      (d) => (alarmOn(d, 'UnHealthyHostCount').ComparisonOperator = 'LessThanThreshold'),
      'has LessThanThreshold for ComparisonOperator',
    ],
    ['silence taken for health', fleet, (d) => (alarmOn(d, 'num_requests_running').TreatMissingData = 'notBreaching'), 'Allowed: breaching.'],
    ['the mean of a rare fault', fleet, (d) => (alarmOn(d, 'UnHealthyHostCount').Statistic = 'Average'), 'has Average for Statistic. Allowed: Maximum.'],
    ['a day for a minute', fleet, (d) => (alarmOn(d, 'UnHealthyHostCount').Period = 86_400), 'has 86400 for Period. Allowed: 60.'],
    ['the queue of somebody else', fleet, (d) => (alarmOn(d, 'Visible').Dimensions[0].Value = 'stranger'), 'watches QueueName stranger.'],
    [
      'the metrics of another fleet',
      fleet,
      (d) => (alarmOn(d, 'num_requests_running').Dimensions[0].Value = 'acme-prod-aws-fleet-other'),
      'watches Fleet acme-prod-aws-fleet-other.',
    ],
    [
      'targets behind no balancer',
      fleet,
      (d) => {
        const alarm = alarmOn(d, 'UnHealthyHostCount');
        alarm.Dimensions = alarm.Dimensions.filter(({ Name }: Json) => Name === 'TargetGroup');
      },
      'watches AWS/ApplicationELB UnHealthyHostCount by TargetGroup. Allowed: by LoadBalancer, TargetGroup.',
    ],
    [
      'a queue named by another resource of the stack',
      fleet,
      (d) => {
        const [topic = ''] = Object.entries(d.Resources).find(([, { Type }]) => Type === 'AWS::SNS::Topic') ?? [];
        alarmOn(d, 'Visible').Dimensions[0].Value = { 'Fn::GetAtt': [topic, 'TopicName'] };
      },
      'watches QueueName ${',
    ],
    [
      'a metric in an expression over a day',
      fleet,
      (d) => (alarmOn(d, 'time_to_first_token_within').Metrics.filter(({ MetricStat }: Json) => MetricStat)[1].MetricStat.Period = 86_400),
      'is computed from LlamaFleet time_to_first_token_within Sum over 86400 seconds. Allowed: 300.',
    ],
    ['metrics of nothing in particular', fleet, (d) => (alarmOn(d, 'num_requests_running').Dimensions = []), 'of nothing in particular'],
    ['another model', lifecycle, (d) => (alarmOn(d, 'Leaving').Dimensions.find(({ Name }: Json) => Name === 'Model').Value = 'x'), 'watches Model x.'],
    [
      'a watch of no model',
      lifecycle,
      (d) => (resourceOf(d, 'AWS::Scheduler::Schedule').Target.Input = '{"topology":"acme","models":[]}'),
      'looks at the models []. Allowed: ["meta.llama3-3-70b-instruct-v1:0"].',
    ],
    [
      'a watch that reports for somebody else',
      lifecycle,
      (d) => (resourceOf(d, 'AWS::Scheduler::Schedule').Target.Input = '{"topology":"x","models":["meta.llama3-3-70b-instruct-v1:0"]}'),
      'reports for the topology x. Allowed: acme.',
    ],
    ['another metric', lifecycle, (d) => (alarmOn(d, 'Leaving').MetricName = 'NothingAtAll'), 'watches LlamaModelLifecycle NothingAtAll.'],
    ['an expression that is never true', fleet, (d) => (alarmOn(d, 'SELECT').Metrics[0].Expression = '0'), 'watches 0.'],
    [
      'the expression of another fleet',
      fleet,
      (d) => (alarmOn(d, 'SELECT').Metrics[0].Expression = alarmOn(d, 'SELECT').Metrics[0].Expression.replace(/Fleet = '[^']+'/, "Fleet = 'other'")),
      "Fleet = 'other'",
    ],
    [
      'the metric of another fleet in an expression',
      fleet,
      (d) => (alarmOn(d, 'time_to_first_token_within').Metrics.find(({ MetricStat }: Json) => MetricStat).MetricStat.Metric.Namespace = 'Other'),
      'is computed from Other time_to_first_token_within Sum. Allowed: LlamaFleet time_to_first_token_within Sum',
    ],
    [
      'metrics of the gateway of another zone',
      'aws-gateway-eu',
      (d) => (alarmOn(d, 'firstTokenMs').Namespace = 'LlamaGateway/acme/us'),
      'watches LlamaGateway/acme/us firstTokenMs.',
    ],
    [
      'a share of what the gateway of another zone counts',
      'aws-gateway-eu',
      (d) => {
        const alarm = alarmOn(d, 'firstTokenMs');
        const { MetricName, Namespace, Dimensions, ExtendedStatistic, Period } = alarm;
        for (const key of ['MetricName', 'Namespace', 'Dimensions', 'ExtendedStatistic', 'Period']) delete alarm[key];
        const one = (at: number, from: string) => ({
          Id: `m${at}`,
          ReturnData: false,
          MetricStat: { Metric: { Namespace: from, MetricName, Dimensions }, Period, Stat: ExtendedStatistic },
        });
        const expression = { Id: 'share', Expression: 'MAX([FILL(m0, 0) / 4000, FILL(m1, 0) / 4000])' };
        Object.assign(alarm, { Threshold: 1, Metrics: [expression, one(0, Namespace), one(1, 'LlamaGateway/acme/us')] });
      },
      'is computed from LlamaGateway/acme/us firstTokenMs p95. Allowed: LlamaGateway firstTokenMs p95',
    ],
    [
      'a count of something else',
      'aws-gateway-eu',
      (d) => (propertiesOf(d, 'Spendshed').FilterPattern = '{ $.kind = "nothing" }'),
      'has FilterPattern { $.kind = "nothing" }. Allowed: { $.kind = "request" && ($.status = 429 || $.status = 503) }',
    ],
    [
      'a count into another namespace',
      'aws-gateway-eu',
      (d) => (propertiesOf(d, 'Spendshed').MetricTransformations[0].MetricNamespace = 'LlamaGateway/acme/us'),
      'counts into LlamaGateway/acme/us.',
    ],
    ['a notice to a stranger', fleet, (d) => (resourceOf(d, 'AWS::SNS::Subscription').Endpoint = 'stranger@example.org'), 'tells stranger@example.org.'],
    ['a look once a century', lifecycle, (d) => (resourceOf(d, 'AWS::Scheduler::Schedule').ScheduleExpression = 'cron(0 11 12 4 ? 2099)'), 'runs at cron('],
  ])('refuses %s', (_, stack, change, message) => {
    expect(findingsAfter(rule, stack, change)).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });

  it.each<[string, (document: Written) => void, string]>([
    [
      'a threshold that nothing reaches',
      (d) => (conditionOf(d, 'engines-unwatched').threshold_value = 1e12),
      'has 1000000000000 for threshold_value. Allowed: 1.',
    ],
    ['a queue longer than any', (d) => (conditionOf(d, 'queue').threshold_value = 513), 'has 513 for threshold_value. Allowed: above 0, at most 512.'],
    [
      'the sum of what is an average',
      (d) => (conditionOf(d, 'kv-cache').aggregations[0].cross_series_reducer = 'REDUCE_SUM'),
      'has REDUCE_SUM for cross_series_reducer. Allowed: REDUCE_MEAN.',
    ],
    [
      'a median of first tokens',
      (d) => (conditionOf(d, 'first-token-late').aggregations[0].cross_series_reducer = 'REDUCE_PERCENTILE_50'),
      'Allowed: REDUCE_PERCENTILE_95.',
    ],
    ['a mean of faults', (d) => (conditionOf(d, 'gpu-xid').aggregations[0].per_series_aligner = 'ALIGN_MEAN'), 'Allowed: ALIGN_MAX.'],
    ['fewer nodes than declared', (d) => (conditionOf(d, 'nodes-missing').threshold_value = 1), 'has 1 for threshold_value'],
    ['fewer servers than nodes', (d) => (conditionOf(d, 'servers-missing').threshold_value = 1), 'has 1 for threshold_value'],
    ['a day of silence', (d) => (conditionOf(d, 'gpu-fault').duration = '86400s'), 'has 86400s for duration. Allowed: 0s.'],
    ['another metric', (d) => (conditionOf(d, 'errors-at-front').filter = 'metric.type = "compute.googleapis.com/nothing"'), 'watches metric.type'],
    [
      'silence taken for health',
      (d) => delete conditionOf(d, 'engines-unwatched').evaluation_missing_data,
      'for evaluation_missing_data. Allowed: EVALUATION_MISSING_DATA_ACTIVE',
    ],
  ])('refuses %s of Google', (_, change, message) => {
    const found = findingsAfter(rule, 'google-fleet-eu-gce', change, {}, gce);
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
  });

  it('refuses an alert on a metric that counts other lines', () => {
    const found = findingsAfter(
      rule,
      'google-fleet-eu-gce',
      ({ resource }) => void (resource['google_logging_metric'].Refusals.filter = 'severity = EMERGENCY'),
      {},
      gce,
    );
    expect(found).toMatchObject([{ message: expect.stringContaining('weights-refused') }]);
  });

  it('refuses an alert on a metric that its collectors do not send', () => {
    const change = ({ resource }: Written) => {
      for (const one of Object.values<Json>(resource['google_monitoring_metric_descriptor'])) one.type = one.type.replace(/kv_cache_usage_perc$/, 'anything');
    };
    expect(findingsAfter(rule, 'google-fleet-eu-gce', change, {}, gce)).toMatchObject([{ message: expect.stringContaining('kv-cache') }]);
  });

  it('knows the notices of a Capacity Block by its end', () => {
    const found = findingsAfter(
      rule,
      'aws-fleet-fleet',
      (d) => void (resourceOf(d, 'AWS::Scheduler::Schedule').ScheduleExpression = 'cron(0 11 24 4 ? *)'),
      {},
      'examples/sovereign.yaml',
    );
    expect(found).toMatchObject([{ message: expect.stringMatching(/runs at cron\(0 11 24 4 \? \*\)\. Allowed: rate\(6 hours\), cron\(/) }]);
  });

  it('holds the queue of a replica to what it admits', () => {
    expect(admission.waiting).toBe(64);
  });

  it('refuses an alert policy that watches nothing', () => {
    const change = (document: Written) => {
      for (const policy of Object.values<Json>(document.resource['google_monitoring_alert_policy']).slice(0, 1)) policy.conditions = [];
    };
    expect(findingsAfter(rule, 'google-fleet-eu-gce', change, {}, gce)).toMatchObject([{ message: expect.stringContaining('watches nothing') }]);
  });
});

describe('alerts on lines of nodes on Azure', () => {
  const query = 'azurerm_monitor_scheduled_query_rules_alert_v2';
  const alert = (document: Written, name: string): Json => Object.entries<Json>(document.resource[query]).find(([id]) => id.startsWith(`Alarms_${name}`))?.[1];

  it.each<[string, (document: Written) => void, string]>([
    ['another query', (d) => (alert(d, 'weights-refused').criteria[0].query = 'Heartbeat'), 'asks for Heartbeat. Allowed: the reviewed queries'],
    ['a threshold that nothing reaches', (d) => (alert(d, 'gpu-fault').criteria[0].threshold = 1e9), 'has 1000000000 for threshold. Allowed: 0'],
    ['a queue longer than any', (d) => (alert(d, 'queue').criteria[0].threshold = 257), 'Allowed: above 0, at most 256'],
    ['a thousand looks', (d) => (alert(d, 'engine-hung').criteria[0].failing_periods = { number_of_evaluation_periods: 6 }), 'fires only after several looks'],
    ['a look once a day', (d) => (alert(d, 'engine-hung').evaluation_frequency = 'P1D'), 'has P1D for evaluation_frequency'],
    ['nodes that are one', (d) => delete alert(d, 'weights-refused').criteria[0].dimension, 'for dimension. Allowed: Computer Include *'],
    ['another workspace', (d) => (alert(d, 'queue').scopes = ['/subscriptions/x']), 'watches /subscriptions/x'],
    [
      'fewer nodes than there are',
      (d) => {
        const metric = Object.entries<Json>(d.resource['azurerm_monitor_metric_alert']).find(([id]) => id.startsWith('Alarms_nodes'))?.[1];
        metric.criteria[0].threshold = 1;
      },
      'has 1 for threshold. Allowed: 2.5',
    ],
  ])('are refused with %s', (_, change, message) => {
    const found = findingsAfter(rule, 'azure-fleet-us-nd', change, {}, 'examples/azure-nodes.yaml');
    expect(found.map((one) => one.message)).toEqual([expect.stringContaining(message)]);
  });
});
