import { renderedText } from '../synthesized/rendered-text.js';
import { type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/** Where the resources of a stack are. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const name = ({ id, properties }: Resource, property: string) => (properties[property] === undefined ? `\${${id}}` : renderedText(properties[property]));
/** A role without a path is right below the root. */
const pathOf = ({ properties }: Resource) => (properties['Path'] === undefined ? '/' : renderedText(properties['Path']));
const regional =
  (service: string, rest: (resource: Resource) => string) =>
  (resource: Resource, { partition, region, account }: Place) =>
    `arn:${partition}:${service}:${region}:${account}:${rest(resource)}`;

/** ARN of a resource by type; what only the deployment knows is shown as `${LogicalId}`. */
const forms: Readonly<Record<string, (resource: Resource, place: Place) => string>> = {
  'AWS::CloudWatch::Alarm': regional('cloudwatch', (alarm) => `alarm:${name(alarm, 'AlarmName')}`),
  'AWS::CodeBuild::Project': regional('codebuild', (project) => `project/${name(project, 'Name')}`),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': regional('elasticloadbalancing', (balancer) => `loadbalancer/\${${balancer.id}}`),
  'AWS::Events::Rule': regional('events', (rule) => `rule/${name(rule, 'Name')}`),
  'AWS::IAM::Role': (role, { partition, account }) => `arn:${partition}:iam::${account}:role${pathOf(role)}${name(role, 'RoleName')}`,
  'AWS::KMS::Key': regional('kms', ({ id }) => `key/\${${id}}`),
  'AWS::Lambda::Function': regional('lambda', (handler) => `function:${name(handler, 'FunctionName')}`),
  'AWS::Logs::LogGroup': regional('logs', (group) => `log-group:${name(group, 'LogGroupName')}:*`),
  'AWS::S3::Bucket': (bucket, { partition }) => `arn:${partition}:s3:::${name(bucket, 'BucketName')}`,
  'AWS::SNS::Topic': regional('sns', (topic) => name(topic, 'TopicName')),
  'AWS::SQS::Queue': regional('sqs', (queue) => name(queue, 'QueueName')),
  'AWS::Scheduler::Schedule': regional('scheduler', (schedule) => `schedule/default/${name(schedule, 'Name')}`),
};

/** Types whose `Ref` is their ARN; that of others is a name. */
const refIsArn = new Set(['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::SNS::Topic']);
const names: Readonly<Record<string, string>> = { 'AWS::S3::Bucket': 'BucketName', 'AWS::Logs::LogGroup': 'LogGroupName', 'AWS::IAM::Role': 'RoleName' };

export function arnOf(resource: Resource, place: Place): string | undefined {
  return forms[resource.type]?.(resource, place);
}

/** A value with its references to resources of the stack as text: ARNs in their form, names as they are given. */
export function resolved(value: unknown, stack: SynthesizedStack, place: Place): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, stack, place));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(record(value));
  const [intrinsic, argument] = entries.length === 1 ? (entries[0] ?? []) : [];
  if (intrinsic === 'Ref') return reference(String(argument), undefined, stack, place) ?? renderedText(value);
  if (intrinsic === 'Fn::GetAtt') {
    const [id = '', attribute = ''] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
    return reference(id, attribute, stack, place) ?? renderedText(value);
  }
  if (intrinsic === 'Fn::Join') {
    const [separator, parts] = Array.isArray(argument) ? argument : [];
    if (Array.isArray(parts)) return parts.map((part) => text(part, stack, place)).join(String(separator));
  }
  if (intrinsic?.startsWith('Fn::') === true) return renderedText(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, resolved(item, stack, place)]));
}

/** Same, as one text. */
export function text(value: unknown, stack: SynthesizedStack, place: Place): string {
  return renderedText(resolved(value, stack, place));
}

function reference(id: string, attribute: string | undefined, stack: SynthesizedStack, place: Place): string | undefined {
  const pseudo: Readonly<Record<string, string>> = { 'AWS::AccountId': place.account, 'AWS::Partition': place.partition, 'AWS::Region': place.region };
  if (attribute === undefined && pseudo[id] !== undefined) return pseudo[id];
  const resource = stack.resources.find((one) => one.id === id);
  if (resource === undefined) return undefined;
  const wantsArn = attribute === undefined ? refIsArn.has(resource.type) : /^(\w+)?Arn$/.test(attribute);
  if (wantsArn) return arnOf(resource, place);
  const property = attribute === undefined ? names[resource.type] : undefined;
  return property === undefined ? undefined : name(resource, property);
}
