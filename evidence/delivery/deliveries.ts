import { arnOf, type Place, text } from '../iam/arn-of.js';
import { blocks, dig, type Resource, record } from '../synthesized/stack.js';

/** Something that a resource sends to another one once it is deployed. */
export interface Delivery {
  readonly from: Resource;
  /** What is sent, in words: `its alarm`. */
  readonly what: string;
  /** Service that sends, and the role as which it does; as itself when it has none. */
  readonly service: string;
  readonly role?: unknown;
  /** ARN of where it goes, as the template has it. */
  readonly to: unknown;
  /** Path inside a bucket. */
  readonly path?: string;
  /** `aws:SourceArn` of its requests, where it is known. */
  readonly source: string | undefined;
}

type Found = Omit<Delivery, 'from' | 'source'> & Partial<Pick<Delivery, 'source'>>;

/** What each type sends. Types that send nothing, or send it as the caller of a deployment, are not listed. */
const senders: Readonly<Record<string, (resource: Resource, place: Place) => Iterable<Found>>> = {
  *'AWS::CloudWatch::Alarm'(alarm) {
    yield* actionsOf(alarm);
  },
  *'AWS::CloudWatch::CompositeAlarm'(alarm) {
    yield* actionsOf(alarm);
  },
  *'AWS::Events::Rule'({ properties }) {
    const service = 'events.amazonaws.com';
    for (const target of blocks(properties['Targets'])) {
      yield {
        what: `an event for target ${String(target['Id'])}`,
        service,
        to: target['Arn'],
        ...(target['RoleArn'] !== undefined && { role: target['RoleArn'] }),
      };
      const letters = dig(target, 'DeadLetterConfig', 'Arn');
      if (letters !== undefined) yield { what: 'an event that was not delivered', service, to: letters };
    }
  },
  *'AWS::Scheduler::Schedule'({ properties }) {
    const { Arn: to, RoleArn: role, DeadLetterConfig: letters } = record(properties['Target']);
    const sender = { service: 'scheduler.amazonaws.com', role };
    yield { what: 'its call', ...sender, to };
    if (letters !== undefined) yield { what: 'a call that was not delivered', ...sender, to: record(letters)['Arn'] };
  },
  *'AWS::SNS::Subscription'({ properties, stack }, place) {
    const { Protocol: protocol, Endpoint: to, RedrivePolicy: redrive } = properties;
    const sender = { service: 'sns.amazonaws.com', source: text(properties['TopicArn'], stack, place) };
    if (protocol === 'sqs' || protocol === 'lambda') yield { what: 'a message', ...sender, to };
    const letters = dig(redrive, 'deadLetterTargetArn');
    if (letters !== undefined) yield { what: 'a message that was not delivered', ...sender, to: letters };
  },
  *'AWS::Budgets::Budget'({ properties }) {
    const subscribers = blocks(properties['NotificationsWithSubscribers']).flatMap(({ Subscribers }) => blocks(Subscribers));
    for (const { SubscriptionType, Address } of subscribers)
      if (SubscriptionType === 'SNS') yield { what: 'its notification', service: 'budgets.amazonaws.com', to: Address };
  },
  *'AWS::CE::AnomalySubscription'({ properties }) {
    for (const { Type, Address } of blocks(properties['Subscribers']))
      if (Type === 'SNS') yield { what: 'its notification', service: 'costalerts.amazonaws.com', to: Address };
  },
  *'AWS::S3::Bucket'({ properties, stack }, place) {
    const { DestinationBucketName: bucket, LogFilePrefix: prefix = '' } = record(properties['LoggingConfiguration']);
    if (bucket !== undefined)
      yield { what: 'its access log', service: 'logging.s3.amazonaws.com', to: bucketArn(text(bucket, stack, place), place), path: `${String(prefix)}log` };
  },
  *'AWS::ElasticLoadBalancingV2::LoadBalancer'({ properties, stack }, place) {
    const settings = Object.fromEntries(blocks(properties['LoadBalancerAttributes']).map(({ Key, Value }) => [String(Key), text(Value, stack, place)]));
    const prefix = settings['access_logs.s3.prefix'];
    if (settings['access_logs.s3.enabled'] !== 'true') return;
    yield {
      what: 'its access log',
      service: 'logdelivery.elasticloadbalancing.amazonaws.com',
      to: bucketArn(settings['access_logs.s3.bucket'] ?? '', place),
      path: `${prefix === undefined ? '' : `${prefix}/`}AWSLogs/${place.account}/elasticloadbalancing/log`,
    };
  },
  *'AWS::EC2::FlowLog'({ properties, stack }, place) {
    const { LogGroupName: group, DeliverLogsPermissionArn: role, LogDestination: destination, LogDestinationType: kind } = properties;
    const { partition, region, account } = place;
    const to = destination ?? `arn:${partition}:logs:${region}:${account}:log-group:${text(group, stack, place)}:*`;
    // What goes to a bucket the service of vended logs writes, as itself.
    const service = kind === 's3' ? 'delivery.logs.amazonaws.com' : 'vpc-flow-logs.amazonaws.com';
    yield { what: 'its records', service, to, role };
  },
  *'Custom::BedrockAccountSettings'({ properties, stack }, place) {
    if (properties['Logging'] === undefined) return;
    // What cannot be read leads to no bucket, which is a finding.
    const bucket = dig(parsed(text(properties['Logging'], stack, place)), 's3Config', 'bucketName') ?? 'a bucket that cannot be read from its settings';
    const { partition, region, account } = place;
    const source = `arn:${partition}:bedrock:${region}:${account}:\${any}`;
    const path = `AWSLogs/${account}/BedrockModelInvocationLogs/log`;
    yield { what: 'the log of invocations', service: 'bedrock.amazonaws.com', to: bucketArn(String(bucket), place), path, source };
  },
};

/** Everything that a resource sends. */
export function deliveriesOf(from: Resource, place: Place): Delivery[] {
  return [...(senders[from.type]?.(from, place) ?? [])].map((found) => ({ from, source: arnOf(from, place), ...found }));
}

function* actionsOf({ properties }: Resource): Iterable<Found> {
  for (const list of ['AlarmActions', 'OKActions', 'InsufficientDataActions'])
    for (const to of [properties[list] ?? []].flat()) yield { what: 'its notification', service: 'cloudwatch.amazonaws.com', to };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const bucketArn = (bucket: string, { partition }: Place) => `arn:${partition}:s3:::${bucket}`;
