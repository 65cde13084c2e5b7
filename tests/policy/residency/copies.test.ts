import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/residency/copies.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { googleFleet } from '../../support/google-fleet.js';
import { findingsWithSiem } from '../../support/siem.js';

const other = '999988887777';
const queue = `arn:aws:sqs:eu-north-1:${other}:kept`;
const fleet = 'aws-fleet-eu-fleet';
const network = 'aws-network-eu';
const ingest = 'aws-weights-ingest-eu-north-1';
const weights = 'aws-weights-eu-north-1';
const foundation = 'google-foundation-search';
const foundry = 'azure-foundry-dev-foundry';
const add = (Type: string, Properties: Json) => (document: Written) => void (document.Resources['Added'] = { Type, Properties });
const first =
  (type: string, change: (properties: Json) => void) =>
  (document: Written): void =>
    change(resourceOf(document, type));
const argument =
  (type: string, change: (properties: Json) => void) =>
  (document: Written): void =>
    change(terraformResourceOf(document, type));

describe(rule.id, () => {
  it('accepts the reference topology, and a fleet on Google', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [], googleFleet)).toEqual([]);
  });

  describe('flow logs', () => {
    const to = (bucket: string, file: string, stack = 'aws-network-us') =>
      findingsAfter(rule, stack, (document) => void (resourceOf(document, 'AWS::EC2::FlowLog').LogDestination = bucket), {}, file);
    const example = 'examples/landing-zone.yaml';

    it('go to the archive that is declared for their region', () => {
      expect(findings(rule, [], example)).toEqual([]);
      expect(to('arn:aws:s3:::aws-controltower-logs-444455556666-us-east-2', example)).toEqual([]);
    });

    it.each([
      ['the archive of another region', 'arn:aws:s3:::aws-controltower-logs-444455556666-eu-north-1', example],
      ['a bucket where none is declared', 'arn:aws:s3:::aws-controltower-logs-444455556666-us-east-2', 'topology.yaml'],
      ['a stream', 'arn:aws:firehose:us-east-2:111122223333:deliverystream/x', example],
    ])('never go to %s', (_, bucket, file) => {
      expect(to(bucket, file)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(bucket) }]);
    });
  });

  it('go to no bucket that an extension declares for another stack', () => {
    const bucket = 'arn:aws:s3:::nordic-siem-eu-north-1';
    const change = (document: Written) => void (resourceOf(document, 'AWS::EC2::FlowLog').LogDestination = bucket);
    expect(findingsWithSiem(rule, 'aws-network-us', change)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(bucket) }]);
  });

  it.each<[string, string, (document: Written) => void, string]>([
    ['bucket replication', weights, first('AWS::S3::Bucket', (bucket) => (bucket.ReplicationConfiguration = { Rules: [{}] })), 'replicates objects'],
    ['an inventory in another bucket', weights, first('AWS::S3::Bucket', (bucket) => (bucket.InventoryConfigurations = [{}])), 'lists objects'],
    ['events of a bucket', weights, first('AWS::S3::Bucket', (bucket) => (bucket.NotificationConfiguration = { QueueConfigurations: [{}] })), 'announces'],
    [
      'access logs of a bucket elsewhere',
      weights,
      (d) => (resourceOf(d, 'AWS::S3::Bucket', 1).LoggingConfiguration.DestinationBucketName = 'somebody'),
      'names somebody',
    ],
    ['a multi-region key', fleet, first('AWS::KMS::Key', (key) => (key.MultiRegion = true)), 'replicated to other regions'],
    ['a replicated secret', fleet, first('AWS::SecretsManager::Secret', (secret) => (secret.ReplicaRegions = [{ Region: 'eu-west-1' }])), 'replicates'],
    [
      'flow records delivered to another account',
      network,
      first('AWS::EC2::FlowLog', (log) => (log.DeliverCrossAccountRole = `arn:aws:iam::${other}:role/r`)),
      'another account',
    ],
    ['a log subscription', network, add('AWS::Logs::SubscriptionFilter', { DestinationArn: `arn:aws:kinesis:eu-north-1:${other}:stream/s` }), other],
    ['a metric stream', network, add('AWS::CloudWatch::MetricStream', {}), 'streams metrics'],
    ['traffic mirroring', network, add('AWS::EC2::TrafficMirrorSession', {}), 'copies every packet'],
    ['replication of images', fleet, add('AWS::ECR::ReplicationConfiguration', { ReplicationConfiguration: { Rules: [{}] } }), 'replicates images'],
    [
      'a copy of backups in another region',
      fleet,
      add('AWS::Backup::BackupPlan', {
        BackupPlan: { BackupPlanRule: [{ CopyActions: [{ DestinationBackupVaultArn: 'arn:aws:backup:us-west-2:111122223333:backup-vault:v' }] }] },
      }),
      'us-west-2',
    ],
    ['a queue of another account', fleet, first('AWS::SNS::Subscription', (one) => (one.RedrivePolicy.deadLetterTargetArn = queue)), other],
    [
      'an alarm that tells another account',
      fleet,
      first('AWS::CloudWatch::Alarm', (alarm) => alarm.AlarmActions.push(`arn:aws:sns:eu-north-1:${other}:t`)),
      other,
    ],
    ['a bus of another account', ingest, first('AWS::Events::Rule', (one) => (one.Targets[0].Arn = `arn:aws:events:eu-north-1:${other}:event-bus/b`)), other],
    [
      'artifacts of a build',
      ingest,
      first('AWS::CodeBuild::Project', (one) => (one.Artifacts = { Type: 'S3', Location: 'somebody' })),
      'Artifacts.Type keeps what a build makes',
    ],
    ['a cache of a build', ingest, first('AWS::CodeBuild::Project', (one) => (one.Cache = { Type: 'S3', Location: 'somebody' })), 'Cache.Type'],
    ['a log driver that sends logs away', fleet, first('AWS::ECS::TaskDefinition', (one) => (logOf(one).LogDriver = 'splunk')), 'LogDriver'],
    ['a log group by a name', fleet, first('AWS::ECS::TaskDefinition', (one) => (logOf(one).Options['awslogs-group'] = 'elsewhere')), 'elsewhere'],
    ['logs in another region', fleet, first('AWS::ECS::TaskDefinition', (one) => (logOf(one).Options['awslogs-region'] = 'us-west-2')), 'us-west-2'],
    [
      'access logs of a balancer elsewhere',
      fleet,
      first(
        'AWS::ElasticLoadBalancingV2::LoadBalancer',
        ({ LoadBalancerAttributes: all }) => (all.find(({ Key }: Json) => Key === 'access_logs.s3.bucket').Value = 'b'),
      ),
      'access_logs',
    ],
    [
      'a redirect of callers',
      fleet,
      first('AWS::ElasticLoadBalancingV2::Listener', (one) => (one.DefaultActions = [{ Type: 'redirect', RedirectConfig: { Host: 'elsewhere.example' } }])),
      'sends callers',
    ],
    ['what nothing resolves', fleet, first('AWS::SQS::Queue', (one) => (one.RedrivePolicy = { deadLetterTargetArn: { Ref: 'Gone' } })), 'cannot be told'],
    [
      'a log sink of another project',
      foundation,
      argument('google_logging_project_sink', (sink) => (sink.destination = 'logging.googleapis.com/projects/other/locations/europe-west4/buckets/b')),
      'projects/other',
    ],
    [
      'a log sink without a region',
      foundation,
      argument(
        'google_logging_project_sink',
        (sink) => (sink.destination = 'logging.googleapis.com/projects/acme-llama-grounded/locations/global/buckets/_Default'),
      ),
      'global',
    ],
    ['a bucket in two regions', 'google-search-grounding', argument('google_storage_bucket', (one) => (one.custom_placement_config = {})), 'two regions'],
    ['a budget that publishes', foundation, argument('google_billing_budget', (one) => (one.all_updates_rule.pubsub_topic = 't')), 'publishes'],
    [
      'notices to a stranger',
      foundation,
      argument('google_monitoring_notification_channel', (one) => (one.labels.email_address = 'x@y.example')),
      'finance.notify',
    ],
    ['logs of an account of Azure elsewhere', foundry, argument('azurerm_monitor_diagnostic_setting', (one) => (one.log_analytics_workspace_id = 'w')), 'is w'],
    ['a stream of logs of Azure', foundry, argument('azurerm_monitor_diagnostic_setting', (one) => (one.eventhub_name = 'h')), 'streams logs away'],
  ])('refuses %s', (_, stack, change, message) => {
    const found = findingsAfter(rule, stack, change);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatchObject({ severity: 'fatal', message: expect.stringContaining(message) });
  });

  it.each<[string, (document: Written) => void, string]>([
    [
      'a second replica of a secret',
      (d) => terraformResourceOf(d, 'google_secret_manager_secret').replication.user_managed.replicas.push({ location: 'us-east1' }),
      'us-east1',
    ],
    [
      'a mirror of requests',
      (d) => (terraformResourceOf(d, 'google_compute_region_url_map').default_route_action = { request_mirror_policy: {} }),
      'copies of them',
    ],
    [
      'servers of somebody else',
      (d) => (terraformResourceOf(d, 'google_compute_region_backend_service').backend[0].group = 'projects/other/g'),
      'projects/other',
    ],
  ])('refuses %s on Google', (_, change, message) => {
    expect(findingsAfter(rule, 'google-fleet-eu-gce', change, {}, googleFleet)[0]).toMatchObject({ message: expect.stringContaining(message) });
  });

  it('takes a place of the same account and region by its ARN', () => {
    const own = first('AWS::CloudWatch::Alarm', (alarm) => alarm.AlarmActions.push('arn:aws:sns:eu-north-1:111122223333:t'));
    expect(findingsAfter(rule, fleet, own)).toEqual([]);
  });
});

function logOf(task: Json): Json {
  return task.ContainerDefinitions[0].LogConfiguration;
}
