import { blocks, type Resource, record } from '../synthesized/stack.js';
import { type Place, resolved } from './arn-of.js';

/** Types that put a policy on another resource, the property that lists whom, and where the document is. */
const resourcePolicies: Readonly<Record<string, { readonly type: string; readonly on: string }>> = {
  'AWS::S3::Bucket': { type: 'AWS::S3::BucketPolicy', on: 'Bucket' },
  'AWS::SNS::Topic': { type: 'AWS::SNS::TopicPolicy', on: 'Topics' },
  'AWS::SQS::Queue': { type: 'AWS::SQS::QueuePolicy', on: 'Queues' },
};

/** Default policy of SNS, for a topic without another: services that act for the account may use it. */
const ownerPolicy = (account: string) => ({
  Statement: [
    { Effect: 'Allow', Principal: { AWS: '*' }, Action: ['sns:Publish'], Resource: '*', Condition: { StringEquals: { 'AWS:SourceOwner': account } } },
  ],
});

/** Policy of a topic, queue, bucket, function or key, with references resolved; undefined when it has none. */
export function policyOf(resource: Resource, place: Place): object | undefined {
  if (resource.type === 'AWS::KMS::Key') return documentOf(resource, resource.properties['KeyPolicy'], place);
  if (resource.type === 'AWS::IAM::Role') return documentOf(resource, resource.properties['AssumeRolePolicyDocument'], place);
  if (resource.type === 'AWS::Lambda::Function') return permissionsOf(resource, place);
  const kind = resourcePolicies[resource.type];
  const documents = resource.stack.resources
    .filter(({ type, properties }) => type === kind?.type && [properties[kind.on]].flat().some((item) => record(item)['Ref'] === resource.id))
    .map(({ properties }) => record(documentOf(resource, properties['PolicyDocument'], place)));
  if (documents.length > 0) return { Statement: documents.flatMap((document) => blocks(document['Statement'])) };
  return resource.type === 'AWS::SNS::Topic' ? ownerPolicy(place.account) : undefined;
}

/** Policies that the stack of a role gives it. Those of AWS that it names by ARN are not seen, and count for nothing. */
export function policiesOf(role: Resource, place: Place): object[] {
  const inline = blocks(role.properties['Policies']).map((policy) => policy['PolicyDocument']);
  const attached = role.stack.resources
    .filter(({ type, properties }) => /^AWS::IAM::(Managed)?Policy$/.test(type) && [properties['Roles']].flat().some((item) => record(item)['Ref'] === role.id))
    .map(({ properties }) => properties['PolicyDocument']);
  return [...inline, ...attached].flatMap((document) => documentOf(role, document, place) ?? []);
}

function documentOf({ stack }: Resource, document: unknown, place: Place): object | undefined {
  return document === undefined ? undefined : record(resolved(document, stack, place));
}

/** What `AWS::Lambda::Permission` adds to the policy of a function. */
function permissionsOf(handler: Resource, place: Place): object | undefined {
  const statements = handler.stack.resources
    .filter(({ type, properties }) => type === 'AWS::Lambda::Permission' && JSON.stringify(properties['FunctionName'] ?? '').includes(`"${handler.id}"`))
    .map(({ properties }) => record(resolved(properties, handler.stack, place)))
    .map(({ Action, Principal, SourceArn, SourceAccount }) => ({
      Effect: 'Allow',
      Action,
      Principal: { Service: Principal },
      Resource: '*',
      Condition: {
        ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
        ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
      },
    }));
  return statements.length === 0 ? undefined : { Statement: statements };
}
