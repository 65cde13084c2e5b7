import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

const digest = `sha256:${'0'.repeat(64)}`;
const noImages: Edit = [`    images:\n      metrics: otelcol-contrib:0.158.0@${digest}\n      dcgm: dcgm-exporter:4.8.2@${digest}\n`, ''];
const spare: Edit = ['      count: 12', '      count: 12\n      spare: 1'];
const text = topologyWith();
const scalingBlock = / {4}# The nodes are paid[\s\S]*?evening:.*\n/.exec(text.source.text)?.[0] ?? '';
const noScaling: Edit = [scalingBlock, ''];

/** Template of a fleet's stack, from a topology with edits. */
function fleet(edits: readonly Edit[] = [], file?: string, name = 'aws-fleet-eu-fleet'): Json {
  const stack = evidenceOf(topologyWith(edits, file)).aws?.find((found) => found.name.endsWith(name));
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return stack.document;
}
const ofType = (document: Written, type: string): Json[] => Object.values(document.Resources).filter((resource) => resource.Type === type);
const server = (document: Written) => resourceOf(document, 'AWS::ECS::TaskDefinition');
const alarms = (document: Written) => ofType(document, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
const rollout = (document: Written) => resourceOf(document, 'AWS::ECS::Service').DeploymentConfiguration;

describe('collector', () => {
  const [vllm, metrics] = server(fleet()).ContainerDefinitions;

  it('cannot take the model server down', () => {
    expect(vllm).toMatchObject({ Name: 'vllm', Essential: true });
    expect(metrics).toMatchObject({ Name: 'metrics', Essential: false, Cpu: 256, Memory: 512, ReadonlyRootFilesystem: true });
  });

  it('knows its fleet, its log group and its region', () => {
    const [variable, ...others] = metrics.Environment;
    expect(others).toEqual([]);
    expect(variable.Name).toBe('COLLECTOR_CONFIG');
    const text = variable.Value['Fn::Join'][1].map((part: Json) => (typeof part === 'string' ? part : part.Ref)).join('');
    expect(JSON.parse(text).exporters.awsemf).toMatchObject({
      region: 'eu-north-1',
      namespace: 'LlamaFleet',
      log_group_name: expect.stringMatching(/^ServerMetrics/),
    });
    expect(text).toContain('"Fleet":"acme-prod-aws-fleet-eu-fleet"');
    expect(text.match(/\$\{env:[A-Z_]+\}/)).toBeNull();
  });

  it('may write to the log group of its metrics and to nothing else', () => {
    const policy = ofType(fleet(), 'AWS::IAM::ManagedPolicy').find(({ Properties }) => JSON.stringify(Properties).includes('WriteMetrics'));
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      {
        Sid: 'WriteMetrics',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ServerMetrics/), 'Arn'] },
      },
    ]);
    expect(JSON.stringify(fleet())).not.toContain('PutMetricData');
  });

  it('is not there without an image, and neither is what needs it', () => {
    const document = fleet([noImages]);
    expect(server(document).ContainerDefinitions).toHaveLength(1);
    expect(ofType(document, 'AWS::ECS::Service')).toHaveLength(1);
    expect(ofType(document, 'AWS::ApplicationAutoScaling::ScalingPolicy')).toEqual([]);
    // A replica says by itself whether it makes progress.
    expect(alarms(document).map(({ MetricName, Metrics }) => MetricName ?? Metrics[0].Expression.slice(0, 32))).toEqual([
      'ApproximateNumberOfMessagesVisible',
      'HTTPCode_ELB_5XX_Count',
      'UnHealthyHostCount',
      'HealthyHostCount',
      'HTTPCode_Target_5XX_Count',
      'ContainerInstanceCount',
      'SELECT MAX(EngineStalledSeconds)',
      'EngineStalledSeconds',
    ]);
    expect(JSON.stringify(document)).not.toContain('vllm:num_requests_waiting');
    expect(JSON.stringify(document)).toContain(String.raw`GPU_EXPORTER=\"no\"`);
  });
});

describe('scaling', () => {
  it('keeps waiting requests per replica and follows the clock, between declared bounds', () => {
    const document = fleet();
    expect(resourceOf(document, 'AWS::ApplicationAutoScaling::ScalableTarget')).toMatchObject({
      MinCapacity: 40,
      MaxCapacity: 48,
      ScheduledActions: [
        { ScheduledActionName: 'evening', Schedule: 'cron(0 20 ? * MON-FRI *)', Timezone: 'Europe/Berlin', ScalableTargetAction: { MinCapacity: 40 } },
        { ScheduledActionName: 'morning', ScalableTargetAction: { MinCapacity: 48, MaxCapacity: 48 } },
      ],
    });
    expect(resourceOf(document, 'AWS::ApplicationAutoScaling::ScalingPolicy').TargetTrackingScalingPolicyConfiguration).toMatchObject({
      TargetValue: 8,
      CustomizedMetricSpecification: { Namespace: 'LlamaFleet', MetricName: 'vllm:num_requests_waiting', Statistic: 'Average' },
    });
  });

  it('is not reset by a deployment', () => {
    expect(resourceOf(fleet(), 'AWS::ECS::Service')).not.toHaveProperty('DesiredCount');
    expect(resourceOf(fleet([noScaling]), 'AWS::ECS::Service').DesiredCount).toBe(48);
  });
});

describe('deployment', () => {
  it('frees the GPUs of one node first when no node is spare', () => {
    expect(rollout(fleet())).toMatchObject({ MinimumHealthyPercent: 91, MaximumPercent: 100 });
    // 91 % of 48, rounded up, are 44: four replicas, one node.
    expect(48 - Math.ceil(48 * 0.91)).toBe(4);
  });

  it('starts new replicas first on a spare node', () => {
    const document = fleet([spare, noScaling]);
    expect(resourceOf(document, 'AWS::ECS::Service').DesiredCount).toBe(44);
    expect(rollout(document)).toMatchObject({ MinimumHealthyPercent: 100, MaximumPercent: 110 });
    expect(Math.floor(44 * 1.1)).toBe(48);
  });

  it('never cuts a stream: load balancer, then engine, then agent', () => {
    const document = fleet();
    const [vllm] = server(document).ContainerDefinitions;
    const delay = Number(
      resourceOf(document, 'AWS::ElasticLoadBalancingV2::TargetGroup').TargetGroupAttributes.find(({ Key }: Json) => Key.startsWith('deregistration')).Value,
    );
    const engine = Number(vllm.Command.find((argument: string) => argument.startsWith('--shutdown-timeout=')).split('=')[1]);
    const userData = JSON.stringify(resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData);
    const kill = Number(/STOP_TIMEOUT_SECONDS=\\+"(\d+)/.exec(userData)?.[1]);
    // The agent's setting holds only for containers without their own.
    expect(vllm).not.toHaveProperty('StopTimeout');
    expect(userData).toContain('ECS_CONTAINER_STOP_TIMEOUT=${STOP_TIMEOUT_SECONDS}s');
    expect(delay).toBe(900);
    expect(engine).toBeGreaterThanOrEqual(delay);
    expect(kill).toBeGreaterThan(engine);
  });

  it('gives a replica half an hour to load', () => {
    expect(resourceOf(fleet(), 'AWS::ECS::Service').HealthCheckGracePeriodSeconds).toBe(1_800);
  });
});

/** Thresholds of the alarms that count nodes, with what they count. */
const nodesNeeded = (document: Written) =>
  alarms(document)
    .filter(({ MetricName }) => MetricName === 'ContainerInstanceCount')
    .map(({ Namespace, Dimensions, Threshold, ComparisonOperator, TreatMissingData }) => ({
      Namespace,
      cluster: Dimensions.map(({ Name, Value }: Json) => [Name, Value.Ref]),
      Threshold,
      fires: `${ComparisonOperator}, ${TreatMissingData}`,
    }));

describe('alarms and dashboard', () => {
  it('tell people of a node that never joins its cluster: the load balancer and the group miss nothing', () => {
    const below = { Namespace: 'ECS/ContainerInsights', fires: 'LessThanThreshold, breaching' };
    expect(nodesNeeded(fleet())).toEqual([{ ...below, cluster: [['ClusterName', 'Cluster']], Threshold: 12 }]);
    // A node without a task is not counted: 40 replicas leave two of twelve empty, and a spare one runs none.
    expect(nodesNeeded(fleet([noImages, ['      waitingPerReplica: 8\n', '']]))).toMatchObject([{ Threshold: 10 }]);
    expect(nodesNeeded(fleet([noImages, noScaling, spare]))).toMatchObject([{ Threshold: 11 }]);
  });

  it('count the nodes of each version in its own cluster', () => {
    const edits: Edit[] = [
      ['next: llama31, nodes: 2', 'next: llama31, nodes: 3'],
      ['b: { availabilityZone: eu-north-1b, count: 2 }', 'b: { availabilityZone: eu-north-1b, count: 3 }'],
    ];
    expect(nodesNeeded(fleet(edits, 'examples/transition.yaml', 'aws-fleet-desk-fleet'))).toMatchObject([
      { cluster: [['ClusterName', 'Cluster']], Threshold: 2 },
      { cluster: [['ClusterName', expect.stringMatching(/^NextCluster/)]], Threshold: 3 },
    ]);
  });

  it('watch the strictest objective of the workloads on the host', () => {
    const late = alarms(fleet()).find(({ AlarmDescription }) => AlarmDescription.includes('2000 ms'));
    expect(late).toMatchObject({ Threshold: 0.05, EvaluationPeriods: 3 });
    // 2 s lie two thirds of the way from the bucket of 1 s to that of 2.5 s.
    expect(late.Metrics[0].Expression).toBe('(all-(b3+(b4-b3)*0.666667))/(all+0.000001)');
    expect(late.Metrics.length).toBeLessThanOrEqual(10);
  });

  it('take silence for failure where it is one: no replica, no report of servers, none of GPUs, no node', () => {
    const silent = alarms(fleet()).filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(silent.map(({ MetricName, Statistic, Threshold, ComparisonOperator }) => [MetricName, Statistic, Threshold, ComparisonOperator]).sort()).toEqual([
      ['ContainerInstanceCount', 'Maximum', 12, 'LessThanThreshold'],
      ['DCGM_FI_DEV_GPU_UTIL', 'SampleCount', 1, 'LessThanThreshold'],
      ['EngineStalledSeconds', 'SampleCount', 1, 'LessThanThreshold'],
      ['HealthyHostCount', 'Maximum', 1, 'LessThanThreshold'],
      ['vllm:num_requests_running', 'SampleCount', 1, 'LessThanThreshold'],
    ]);
    const others = alarms(fleet()).filter(({ TreatMissingData }) => TreatMissingData !== 'breaching');
    expect(others.every(({ TreatMissingData }) => TreatMissingData === 'notBreaching')).toBe(true);
  });

  it('count what the load balancer answers by itself, once for each of them', () => {
    const own = alarms(fleet([], 'examples/transition.yaml', 'aws-fleet-desk-fleet')).filter(({ MetricName }) => MetricName === 'HTTPCode_ELB_5XX_Count');
    expect(own.map(({ Dimensions }) => Dimensions.map(({ Name }: Json) => Name))).toEqual([['LoadBalancer']]);
  });

  it('name runbooks that exist', () => {
    for (const { AlarmDescription } of alarms(fleet())) {
      const books = AlarmDescription.match(/docs\/runbooks\/[a-z-]+\.md/g);
      expect(books).not.toBeNull();
      for (const book of books) expect(existsSync(book)).toBe(true);
    }
  });

  it('are one dashboard per fleet, of short expressions', () => {
    const [page, ...others] = ofType(fleet(), 'AWS::CloudWatch::Dashboard');
    expect(others).toEqual([]);
    const body = JSON.stringify(page.Properties.DashboardBody);
    for (const [, expression = ''] of body.matchAll(/expression\\+":\\+"(.*?)\\+"/g)) expect(expression.length).toBeLessThan(1_024);
    for (const name of ['InstanceUtilization', 'HealthyHostCount', 'vllm:kv_cache_usage_perc', 'DCGM_EXP_XID_ERRORS_COUNT']) {
      expect(body).toContain(name);
    }
  });
});

describe('Capacity Block', () => {
  const document = fleet([], 'examples/sovereign.yaml', 'aws-fleet-fleet');

  it('is announced 14 days, 3 days and 1 hour before EC2 ends its first instance', () => {
    const schedules = ofType(document, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties);
    expect(schedules.map(({ ScheduleExpression }) => ScheduleExpression).sort()).toEqual(['cron(0 10 26 4 ? *)', 'cron(0 11 12 4 ? *)', 'cron(0 11 23 4 ? *)']);
    for (const schedule of schedules) expect(schedule).toMatchObject({ ScheduleExpressionTimezone: 'UTC', FlexibleTimeWindow: { Mode: 'OFF' } });
  });

  it('is announced once more by EC2', () => {
    expect(resourceOf(document, 'AWS::Events::Rule').EventPattern).toMatchObject({
      'detail-type': ['Capacity Block Reservation Expiration Warning'],
      detail: { 'capacity-reservation-id': ['cr-0123456789abcdef0'] },
    });
  });
});
