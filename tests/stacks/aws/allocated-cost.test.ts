import { describe, expect, it } from 'vitest';
import { rule as armed } from '../../../policy/delivery/armed.js';
import type { CostJob } from '../../../runtime/allocated-cost/job.js';
import type { Json } from '../../support/documents.js';
import { resourceOf } from '../../support/documents.js';
import { findingsAfter } from '../../support/findings.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const example = 'examples/hosted-only.yaml';
const stacks = evidenceOf(topologyWith([], example)).aws ?? [];
const template = (name: string): Json => stacks.find((stack) => stack.name.endsWith(name))?.document;
const made: Json = template('aws-allocated-cost');
const all = (type: string): Json[] =>
  Object.values<Json>(made.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties);

/** What the schedule sends, with references for what is known at deployment. */
function sent(): CostJob {
  const { Input } = resourceOf(made, 'AWS::Scheduler::Schedule').Target;
  const [, parts] = Input['Fn::Join'];
  return JSON.parse(parts.map((part: unknown) => (typeof part === 'string' ? part : 'ref')).join(''));
}

describe('the stack that says what workloads cause', () => {
  it('divides by the rules of the topology', () => {
    const { rules, logs, months } = sent();
    expect(rules.workloads).toEqual({
      assist: { costCentre: 'cc-4712', budgetUsd: 205_000 },
      production: { costCentre: 'cc-4711', budgetUsd: 365_000 },
      variable: { costCentre: 'cc-4713', budgetUsd: 190_000 },
    });
    expect(rules).toMatchObject({ accounts: { '444455556666': 'hosted' }, idle: 'used', sharedCostCentre: 'cc-4700' });
    expect(logs).toEqual([
      { zone: 'any', region: 'us-east-2', logGroup: '/llama/gateway/any' },
      { zone: 'us', region: 'us-east-2', logGroup: '/llama/gateway/us' },
    ]);
    expect(months).toBe(3);
  });

  it('asks the very log groups that the gateways write to', () => {
    const groups = ['any', 'us'].map((zone) => resourceOf(template(`aws-gateway-${zone}`), 'AWS::Logs::LogGroup').LogGroupName);
    expect(groups).toEqual(sent().logs.map(({ logGroup }) => logGroup));
  });

  it('alarms at the budget of each workload, on faults, on failure and on silence', () => {
    const alarms = all('AWS::CloudWatch::Alarm').filter(({ Namespace }) => Namespace !== 'AWS/SQS');
    const brief = alarms.map((alarm) => [alarm.MetricName, alarm.Statistic, alarm.Threshold, alarm.TreatMissingData, alarm.AlarmActions.length]);
    expect(brief.sort()).toEqual([
      ['Errors', 'Sum', 1, 'notBreaching', 1],
      ['Faults', 'Maximum', 1, 'ignore', 1],
      ['Faults', 'SampleCount', 1, 'breaching', 1],
      ['MonthToDate', 'Maximum', 190_000, 'ignore', 1],
      ['MonthToDate', 'Maximum', 205_000, 'ignore', 1],
      ['MonthToDate', 'Maximum', 365_000, 'ignore', 1],
    ]);
    expect(alarms.filter(({ MetricName }) => MetricName !== 'Errors').every(({ Namespace }) => Namespace === sent().namespace)).toBe(true);
  });

  it('exports the bill in FOCUS form to its own bucket, under a key of its own', () => {
    const { DataQuery, DestinationConfigurations } = resourceOf(made, 'AWS::BCMDataExports::Export').Export;
    expect(DataQuery.QueryStatement).toMatch(/^SELECT AvailabilityZone, BilledCost, .*, Tags, x_Discounts, x_Operation, x_ServiceCode FROM FOCUS_1_2_AWS$/);
    expect(DestinationConfigurations.S3Destination.S3OutputConfigurations).toEqual({
      Compression: 'GZIP',
      Format: 'TEXT_OR_CSV',
      OutputType: 'CUSTOM',
      Overwrite: 'OVERWRITE_REPORT',
    });
    const { ServerSideEncryptionByDefault } = all('AWS::S3::Bucket').flatMap((bucket) => bucket.BucketEncryption.ServerSideEncryptionConfiguration)[1];
    expect(ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms');
  });

  it('may write statements and use, and not the bills that it reads', () => {
    const statements = all('AWS::IAM::ManagedPolicy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const written = statements.filter(({ Action }) => Action === 's3:PutObject').flatMap(({ Resource }) => Resource.map((one: Json) => one['Fn::Join'][1][1]));
    expect(written).toEqual(['/statements/*', '/usage/*']);
  });
});

describe('the rules', () => {
  const after = (edit: (document: Json) => void) => findingsAfter(armed, 'hosted-hosted-aws-allocated-cost', edit, {}, example).map(({ message }) => message);
  const alarm = (document: Json, metric: string): Json =>
    Object.values<Json>(document.Resources).find(({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties.MetricName === metric)?.Properties;

  it('tell of a budget alarm at another amount', () => {
    expect(after((document) => (alarm(document, 'MonthToDate').Threshold = 206_000)).join()).toContain(
      'fires at 206000 USD of assist. Allowed: 205000, its budget',
    );
  });

  it('tell of a job that divides by other rules', () => {
    const changed = after((document) => {
      const { Target } = resourceOf(document, 'AWS::Scheduler::Schedule');
      Target.Input['Fn::Join'][1] = Target.Input['Fn::Join'][1].map((part: unknown) =>
        typeof part === 'string' ? part.replace('"costCentre":"cc-4712"', '"costCentre":"cc-4711"') : part,
      );
    });
    expect(changed.join()).toContain("sends rules that are not the topology's");
  });

  it.each<[string, (text: string) => string, string]>([
    ['of no month', (text) => text.replace('"months":3', '"months":0'), 'sends months that'],
    ['that never misses a bill', (text) => text.replace('"quietHours":72', '"quietHours":99999'), 'sends quietHours that'],
    ['that reports where no alarm listens', (text) => text.replace('"namespace":"LlamaAllocatedCost"', '"namespace":"Elsewhere"'), 'sends namespace that'],
    ['that is told more than it knows of', (text) => text.replace('"months":3', '"months":3,"dryRun":true'), 'sends dryRun that'],
    ['that reads the bucket of another account', (text) => text.replace('"account":"444455556666"', '"account":"999999999999"'), 'sends store that'],
  ])('tell of a job %s', (_, change, message) => {
    const changed = after((document) => {
      const { Target } = resourceOf(document, 'AWS::Scheduler::Schedule');
      Target.Input['Fn::Join'][1] = Target.Input['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? change(part) : part));
    });
    expect(changed).toEqual([expect.stringContaining(message)]);
  });

  it('tell of a job whose input is no text of JSON, or that waits for the end of a block', () => {
    const input = after((document) => void (resourceOf(document, 'AWS::Scheduler::Schedule').Target.Input = 'anything'));
    expect(input.map((message) => / sends (\w+) /.exec(message)?.[1])).toEqual(['lateDays', 'logs', 'months', 'namespace', 'quietHours', 'rules', 'store']);
    const late = after((document) => void (resourceOf(document, 'AWS::Scheduler::Schedule').ScheduleExpression = 'rate(6 hours)'));
    expect(late.join()).toContain('Allowed: rate(12 hours).');
  });

  it('tell of a budget alarm on a metric that nobody reports', () => {
    const changed = after((document) => {
      const one = alarm(document, 'MonthToDate');
      one.Dimensions = one.Dimensions.filter(({ Name }: Json) => Name === 'Workload');
    });
    expect(changed).toEqual([expect.stringContaining('watches LlamaAllocatedCost MonthToDate by Workload. Allowed: by Topology, Workload')]);
  });

  it('are silent about what is synthesized', () => expect(after(() => undefined)).toEqual([]));
});
