import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { configurationOf } from '../../../gateway/configuration.js';
import { rehearsalOutputs } from '../../../gateway/rehearsal.js';
import type { Outputs } from '../../../topology/outputs.js';
import { definition, type Json, propertiesOf, resourceOf } from '../../support/documents.js';
import { stacksOf, written } from '../../support/synthesized.js';
import { type Edit, gatewayText, topologyWith } from '../../support/topologies.js';

const eu = () => written('aws-gateway-eu');
const us = () => written('aws-gateway-us');
const containers = (template = us()): Json[] => propertiesOf(template, 'Task').ContainerDefinitions;
const container = (name: string, template = us()): Json => containers(template).find(({ Name }) => Name === name);
const openings = (id: string, direction: 'Ingress' | 'Egress', template = eu()): string[] =>
  propertiesOf(template, id)[`SecurityGroup${direction}`].map(
    (rule: Json) =>
      `${rule.FromPort} ${rule.CidrIp ?? rule.DestinationPrefixListId ?? Object.values(rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId).flat()[0]}`,
  );
const real: Edit = ['example: true\nasOf: 2026-11-24\n', ''];
const served = (outputs: Outputs, ...edits: Edit[]) =>
  stacksOf('aws', topologyWith([real, ...edits], 'topology.yaml', outputs))
    .map(({ name }) => name)
    .filter((name) => name.includes('aws-gateway-'));

describe('the front of a gateway', () => {
  it('serves exactly two paths and answers 404 to every other', () => {
    const { Port, Protocol, DefaultActions } = propertiesOf(eu(), 'FrontHttps');
    expect([Port, Protocol]).toEqual([443, 'HTTPS']);
    expect(DefaultActions).toEqual([
      {
        Type: 'fixed-response',
        FixedResponseConfig: { StatusCode: '404', ContentType: 'application/json', MessageBody: expect.stringContaining('"unknown_url"') },
      },
    ]);
    const rules = Object.values(eu().Resources).filter(({ Type }) => Type === 'AWS::ElasticLoadBalancingV2::ListenerRule');
    expect(rules.map(({ Properties }) => Properties.Conditions)).toEqual(
      ['/v1/chat/completions', '/v1/models'].map((path) => [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }]),
    );
  });

  it('asks tasks whether they are ready on a port of its own and lets answers of nine hundred seconds end', () => {
    const targets = propertiesOf(eu(), 'FrontTargets');
    expect([targets.Protocol, targets.Port, targets.HealthCheckPort, targets.HealthCheckPath]).toEqual(['HTTPS', 8443, '8081', '/ready']);
    expect(targets.TargetGroupAttributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '900' });
  });

  it('is reached by callers alone', () => {
    expect(openings('FrontSecurityGroup', 'Ingress')).toEqual(['443 10.40.0.0/16']);
    expect(openings('FrontSecurityGroup', 'Egress')).toEqual(['8443 10.40.0.0/16', '8081 10.40.0.0/16']);
  });
});

describe('tasks of a gateway', () => {
  it('reach private endpoints, S3 and the hosts of their routes, and nothing else', () => {
    // eu: the fleet is in its own network, the grounded endpoint in one on Google.
    expect(openings('TaskSecurityGroup', 'Egress')).toEqual([
      expect.stringContaining('SsmParameter'),
      '443 pl-c3aa4faa',
      '443 10.40.0.0/16',
      '443 10.80.0.0/20',
    ]);
    // us: Bedrock answers at an endpoint of its own network.
    expect(openings('TaskSecurityGroup', 'Egress', us())).toEqual([expect.stringContaining('SsmParameter'), '443 pl-7ba54012']);
    // any: the fleet, Bedrock across a link, Foundry on Azure.
    expect(openings('TaskSecurityGroup', 'Egress', written('aws-gateway-any')).slice(2)).toEqual(['443 10.40.0.0/16', '443 10.41.0.0/16', '443 10.90.0.0/24']);
  });

  it('start in an order, in which each waits for what it needs', () => {
    expect(containers().map(({ Name, DependsOn = [] }) => [Name, DependsOn.map((one: Json) => `${one.ContainerName} ${one.Condition}`)])).toEqual([
      ['configuration', []],
      ['tokens', ['configuration SUCCESS']],
      ['keys', ['configuration SUCCESS']],
      ['policy', ['configuration SUCCESS', 'keys HEALTHY']],
      ['translator', ['configuration SUCCESS']],
      ['envoy', ['tokens HEALTHY', 'policy HEALTHY', 'translator HEALTHY']],
      ['drain', ['envoy START']],
    ]);
    expect(container('translator', eu())).toBeUndefined();
  });

  it('are unhealthy when one of their processes is', () => {
    expect(
      containers()
        .filter(({ Essential }) => !Essential)
        .map(({ Name }) => Name),
    ).toEqual(['configuration']);
    expect(
      containers()
        .filter(({ HealthCheck }) => HealthCheck === undefined)
        .map(({ Name }) => Name),
    ).toEqual(['configuration', 'envoy']);
    expect(container('drain').HealthCheck.Command.slice(-3)).toEqual(['http', '/run/gateway/admin.sock', '/ready']);
  });

  it('drain for less than the 120 seconds that Fargate gives them, and before Envoy is stopped', () => {
    const { Command, StopTimeout } = container('drain');
    expect([Command, StopTimeout]).toEqual([['/app/drain/index.mjs', '/run/gateway/admin.sock', '110'], 120]);
  });

  it('have no right, no writable root and no secret', () => {
    for (const one of containers()) {
      expect([one.User, one.ReadonlyRootFilesystem, one.LinuxParameters.Capabilities, one.Secrets]).toEqual([
        '65532:65532',
        true,
        { Drop: ['ALL'] },
        undefined,
      ]);
    }
    expect(propertiesOf(us(), 'Task').TaskRoleArn).toBe('arn:aws:iam::111122223333:role/llama-gateway-acme-us');
  });

  it('are between the bounds of the zone, by how busy they are', () => {
    const { MinCapacity, MaxCapacity } = propertiesOf(eu(), 'ServingTasks');
    expect([MinCapacity, MaxCapacity]).toEqual([2, 8]);
    const { TargetValue, PredefinedMetricSpecification } = propertiesOf(eu(), 'ServingProcessors').TargetTrackingScalingPolicyConfiguration;
    expect([TargetValue, PredefinedMetricSpecification]).toEqual([50, { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }]);
    expect(resourceOf(eu(), 'AWS::ECS::Service').DesiredCount).toBeUndefined();
  });
});

describe('the configuration of a gateway', () => {
  it('is an object that the task names by its digest, and may read', () => {
    const [stack] = stacksOf('aws', topologyWith()).filter(({ name }) => name.endsWith('aws-gateway-us'));
    const [[key, asset] = []] = Object.entries(stack?.assets ?? {});
    const variables = Object.fromEntries(container('configuration').Environment.map(({ Name, Value }: Json) => [Name, Value]));
    expect(variables.CONFIGURATION_KEY).toBe(key);
    expect(variables.CONFIGURATION_SHA256).toBe(
      createHash('sha256')
        .update(asset?.text ?? '')
        .digest('hex'),
    );
    // Of no digest: another route changes no right.
    expect(JSON.stringify(propertiesOf(us(), 'TaskAccess').PolicyDocument)).toContain('-assets-111122223333-us-east-2/llama/acme/gateway/us/*"');
    expect(key).toMatch(/^llama\/acme\/gateway\/us\/[0-9a-f]{64}\.json$/);
    expect(Object.keys(JSON.parse(asset?.text ?? '').files)).toEqual([
      'attempt.lua',
      'envoy.json',
      'keys.json',
      'policy.json',
      'processes.json',
      'tokens.json',
      'translator.json',
    ]);
  });

  it('has the values that were deployed, over those that stand in for them in an example', () => {
    const { topology } = topologyWith();
    const arn = 'arn:aws:secretsmanager:eu-north-1:111122223333:secret:deployed-AbCdEf';
    expect(configurationOf(topology, { hosts: { 'eu-fleet': { apiKeySecret: arn } } }, 'eu').text).toContain(arn);
    expect(configurationOf(topology, {}, 'eu').text).toContain('secret:rehearsal-eu-fleet');
  });
});

describe('a gateway of a topology that is no example', () => {
  const { topology } = topologyWith();
  const withoutEndpoint: Edit = [gatewayText('any'), gatewayText('any').replace(/ {6}endpoint:[\s\S]*/, '')];
  const digest = `sha256:${'1'.repeat(64)}`;
  const images = { prod: { 'eu-north-1': { envoy: `e:1@${digest}`, processes: `p:1@${digest}` } } };

  it('is not made before its images are recorded', () => {
    expect(served(rehearsalOutputs(topology))).toEqual([]);
    expect(served({ ...rehearsalOutputs(topology), gateway: { images } })).toEqual(['acme-prod-aws-gateway-any', 'acme-prod-aws-gateway-eu']);
  });

  it('is not made before everything is known that its routes are called with', () => {
    const { hosts, ...others } = rehearsalOutputs(topology);
    const { 'dev-foundry': _, ...known } = hosts ?? {};
    expect(served({ ...others, hosts: known, gateway: { images } })).toEqual(['acme-prod-aws-gateway-eu']);
  });

  it('is not made without an endpoint', () => {
    expect(served({ ...rehearsalOutputs(topology), gateway: { images } }, withoutEndpoint)).toEqual(['acme-prod-aws-gateway-eu']);
  });
});

describe('keys of callers', () => {
  it('are in a bucket of their zone, versioned and under the key of the stack', () => {
    const { BucketName, VersioningConfiguration, BucketEncryption } = propertiesOf(eu(), 'CallersKeys');
    expect([BucketName, VersioningConfiguration]).toEqual(['llama-keys-acme-eu-111122223333', { Status: 'Enabled' }]);
    expect(JSON.stringify(BucketEncryption)).toContain('"aws:kms"');
  });
});

describe('what is seen of a gateway', () => {
  it('is on one page, by workload and host', () => {
    const body = JSON.stringify(resourceOf(eu(), 'AWS::CloudWatch::Dashboard').DashboardBody);
    for (const metric of ['requests', 'attempts', 'overflow', 'shed', 'firstTokenMs', 'spendUsd', 'errors'])
      expect(body).toContain(`MetricName=\\\\\\"${metric}`);
  });

  it('is a number for each line of its log, by workload', () => {
    const filter = propertiesOf(eu(), 'SpendfirstTokenMs');
    expect(filter.MetricTransformations).toEqual([
      {
        MetricNamespace: 'LlamaGateway/acme/eu',
        MetricName: 'firstTokenMs',
        MetricValue: '$.firstTokenMs',
        Dimensions: [{ Key: 'Workload', Value: '$.workload' }],
      },
    ]);
  });

  it('alarms at the objective of each workload, and at twice an even day of its budget', () => {
    const { Threshold, ExtendedStatistic } = definition(eu(), 'AlarmsFirstTokengrounded').Properties;
    expect([Threshold, ExtendedStatistic]).toEqual([4000, 'p95']);
    expect(definition(us(), 'AlarmsSpendvariable').Properties.Threshold).toBe(9333);
  });
});
