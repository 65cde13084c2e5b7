import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../support/documents.js';
import type { Fact } from './fact.js';

/** Roles, policies of the organization, budgets and models. */
export const governance: readonly Fact[] = [
  {
    type: 'AWS::IAM::Role',
    fact: 'trusts a service, or roles by name',
    holds: ({ AssumeRolePolicyDocument }) => /"Service"|"AWS":\s*"arn:aws:iam::\d{12}:role\//.test(JSON.stringify(AssumeRolePolicyDocument)),
  },
  {
    type: 'AWS::IAM::Role',
    fact: 'bounded by the policy of its organisation',
    where: ({ PermissionsBoundary }) => PermissionsBoundary !== undefined,
    holds: ({ Boundary }, { PermissionsBoundary }) => Boundary.Arn === PermissionsBoundary,
  },
  { type: 'AWS::IAM::Role', fact: 'path', where: ({ Path }) => Path !== undefined, holds: ({ Path }, said) => Path === said.Path },
  {
    type: 'AWS::Organizations::Policy',
    fact: 'on exactly its accounts',
    holds: ({ Targets }, said) => String(Targets) === String([...said.TargetIds].sort()) && Targets.length > 0,
  },
  { type: 'AWS::Organizations::Policy', fact: 'content', holds: ({ Content }, said) => isDeepStrictEqual(JSON.parse(Content), said.Content) },
  { type: 'AWS::Budgets::Budget', fact: 'amount', holds: ({ BudgetLimit }, said) => Number(BudgetLimit.Amount) === said.Budget.BudgetLimit.Amount },
  {
    type: 'AWS::Budgets::Budget',
    fact: 'counts one workload',
    holds: ({ FilterExpression }, { ResourceTags }) =>
      FilterExpression.Tags.Key === 'workload' && String(FilterExpression.Tags.Values) === ResourceTags.find(({ Key }: Json) => Key === 'workload').Value,
  },
  {
    type: 'AWS::Budgets::Budget',
    fact: 'tells somebody four times',
    holds: ({ Notifications, Subscribers }) => Notifications.length === 4 && Subscribers.every((told: Json) => told.length > 0),
  },
  { type: 'AWS::Bedrock::Guardrail', fact: 'customer-managed key', holds: ({ kmsKeyArn }) => kmsKeyArn?.startsWith('arn:') },
  { type: 'AWS::Bedrock::GuardrailVersion', fact: 'numbered', holds: ({ version }) => Number(version) > 0 },
  {
    type: 'AWS::Bedrock::ApplicationInferenceProfile',
    fact: 'model of the template',
    holds: ({ models }, said) => models[0].modelArn === said.ModelSource.CopyFrom,
  },
  { type: 'Custom::BedrockAccountSettings', fact: 'retention', holds: ({ retention }, said) => retention === said.Retention },
  {
    type: 'Custom::BedrockAccountSettings',
    fact: 'metadata go to the bucket of the stack, or nowhere',
    holds: ({ logging }, said, all) =>
      said.Logging === undefined
        ? logging === null
        : all.some(({ type, physical: name }) => type === 'AWS::S3::Bucket' && name === logging.s3Config.bucketName) && !logging.textDataDeliveryEnabled,
  },
  { type: 'Custom::BedrockImportedModel', fact: 'name of its weights', holds: ({ modelName }, said) => modelName === said.ModelName },
];
