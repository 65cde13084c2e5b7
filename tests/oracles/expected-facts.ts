import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../support/documents.js';
import { refersTo } from './refers-to.js';

/** A resource as CloudFormation lists it and as its own service describes it. */
export interface Seen {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
  readonly physical: string;
  readonly status: string;
  readonly seen: Json;
  readonly tags: Readonly<Record<string, string>>;
  readonly error: string | null;
}

/** Something that must hold of every resource of a type: `seen` is the service's answer, `said` the template's properties. */
interface Fact {
  readonly type: string;
  readonly fact: string;
  /** Only resources whose logical id starts so. */
  readonly only?: string;
  readonly holds: (seen: Json, said: Json, all: readonly Seen[]) => boolean;
}

const physical = (all: readonly Seen[], type: string, id: string | undefined) => all.find((one) => one.type === type && one.id === id)?.physical;

export const facts: readonly Fact[] = [
  {
    type: 'AWS::EC2::LaunchTemplate',
    fact: 'IMDSv2 required, one hop',
    holds: ({ Data }) => Data.MetadataOptions?.HttpTokens === 'required' && Data.MetadataOptions.HttpPutResponseHopLimit === 1,
  },
  { type: 'AWS::EC2::LaunchTemplate', fact: 'instance type', holds: ({ Data }, said) => Data.InstanceType === said.LaunchTemplateData.InstanceType },
  { type: 'AWS::EC2::LaunchTemplate', fact: 'pinned image parameter', holds: ({ Data }, said) => Data.ImageId === said.LaunchTemplateData.ImageId },
  { type: 'AWS::EC2::LaunchTemplate', fact: 'encrypted volume', holds: ({ Data }) => Data.BlockDeviceMappings.every(({ Ebs }: Json) => Ebs.Encrypted) },
  {
    type: 'AWS::EC2::LaunchTemplate',
    fact: 'volume key',
    holds: ({ Data }) => Data.BlockDeviceMappings.every(({ Ebs }: Json) => Ebs.KmsKeyId?.startsWith('arn:')),
  },
  {
    type: 'AWS::EC2::LaunchTemplate',
    fact: 'targets the capacity group',
    holds: ({ Data }) => Data.CapacityReservationSpecification?.CapacityReservationTarget !== undefined,
  },
  {
    type: 'AWS::EC2::LaunchTemplate',
    fact: 'user data',
    holds: ({ Data }) => Buffer.from(Data.UserData, 'base64').toString().startsWith('#!/usr/bin/env bash\n'),
  },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    fact: 'fixed size',
    holds: (seen, said) => [seen.MinSize, seen.MaxSize, seen.DesiredCapacity].every((size) => String(size) === said.DesiredCapacity && size > 0),
  },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    fact: 'launch template',
    holds: (seen, _, all) => JSON.stringify(seen).includes(all.find(({ type }) => type === 'AWS::EC2::LaunchTemplate')?.physical ?? 'none'),
  },
  { type: 'AWS::AutoScaling::AutoScalingGroup', fact: 'protected from scale-in', holds: (seen) => seen.NewInstancesProtectedFromScaleIn === true },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    fact: "subnets of the network's stack",
    holds: ({ VPCZoneIdentifier }, _, all) => sharedSubnets(all).includes(VPCZoneIdentifier),
  },
  {
    type: 'AWS::ECS::Service',
    fact: 'desired count',
    only: 'Serving',
    holds: (seen, said) => said.DesiredCount === undefined || seen.desiredCount === said.DesiredCount,
  },
  {
    type: 'AWS::ECS::Service',
    fact: 'task definition',
    holds: ({ taskDefinition }, said, all) => taskDefinition === physical(all, 'AWS::ECS::TaskDefinition', said.TaskDefinition.Ref),
  },
  {
    type: 'AWS::ECS::Service',
    fact: 'no public address, behind the load balancer',
    only: 'Serving',
    holds: ({ networkConfiguration, loadBalancers }, _, all) =>
      networkConfiguration.awsvpcConfiguration.assignPublicIp === 'DISABLED' &&
      loadBalancers[0]?.targetGroupArn === all.find(({ type }) => type === 'AWS::ElasticLoadBalancingV2::TargetGroup')?.physical,
  },
  {
    type: 'AWS::ECS::Service',
    fact: 'deployment rolls back',
    only: 'Serving',
    holds: ({ deploymentConfiguration }) => deploymentConfiguration.deploymentCircuitBreaker.rollback === true,
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'image by digest',
    holds: ({ containerDefinitions: [{ image }] }, said) => {
      const [digest = 'none'] = /@sha256:[0-9a-f]{64}$/.exec(image) ?? [];
      return JSON.stringify(said.ContainerDefinitions[0].Image).includes(digest);
    },
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'arguments',
    holds: ({ containerDefinitions: [{ command }] }, said) => String(command) === String(said.ContainerDefinitions[0].Command),
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'API key from the secret',
    holds: ({ containerDefinitions: [{ secrets }] }, said) => said.ContainerDefinitions[0].Secrets === undefined || secrets[0]?.valueFrom?.startsWith('arn:'),
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'GPUs',
    holds: ({ containerDefinitions: [{ resourceRequirements }] }, said) =>
      said.ContainerDefinitions[0].ResourceRequirements === undefined || resourceRequirements[0]?.type === 'GPU',
  },
  { type: 'AWS::ECS::TaskDefinition', fact: 'role of the zone', only: 'Task', holds: ({ taskRoleArn }, said) => taskRoleArn === said.TaskRoleArn },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'user and read-only root of each container',
    only: 'Task',
    holds: ({ containerDefinitions }) =>
      containerDefinitions.every(({ user, readonlyRootFilesystem }: Json) => user === '65532:65532' && readonlyRootFilesystem),
  },
  {
    type: 'AWS::ECS::TaskDefinition',
    fact: 'order of start',
    only: 'Task',
    holds: ({ containerDefinitions }, said) =>
      containerDefinitions.every(({ dependsOn = [] }: Json, at: number) => {
        const order = (said.ContainerDefinitions[at].DependsOn ?? []).map(({ ContainerName }: Json) => ContainerName);
        return isDeepStrictEqual(
          dependsOn.map(({ containerName }: Json) => containerName),
          order,
        );
      }),
  },
  { type: 'AWS::S3::Bucket', fact: 'versions', holds: ({ Versioning }) => Versioning === 'Enabled' },
  { type: 'AWS::S3::Bucket', fact: 'no public access', holds: ({ Public }) => Object.values(Public).filter(Boolean).length === 4 },
  {
    type: 'AWS::S3::Bucket',
    fact: 'Object Lock in governance mode',
    only: 'StorageWeights',
    holds: ({ Lock }) => Lock?.Rule?.DefaultRetention?.Mode === 'GOVERNANCE',
  },
  {
    type: 'AWS::S3::Bucket',
    fact: 'customer-managed key',
    only: 'StorageWeights',
    holds: ({ Encryption }) => Encryption[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm === 'aws:kms',
  },
  { type: 'AWS::S3::Bucket', fact: 'access logs', only: 'StorageWeights', holds: ({ Logging }) => Logging?.TargetPrefix === 'weights/' },
  { type: 'AWS::S3::BucketPolicy', fact: 'TLS only', holds: ({ Policies }) => Policies.every((policy: string) => policy.includes('aws:SecureTransport')) },
  {
    type: 'AWS::KMS::Key',
    fact: 'rotation',
    holds: ({ Rotation, Enabled }, said) => Enabled === true && (Rotation === true || said.KeyUsage === 'SIGN_VERIFY'),
  },
  {
    type: 'AWS::SecretsManager::Secret',
    fact: 'key of the fleet',
    holds: ({ KmsKeyId }, _, all) => all.some(({ type, seen }) => type === 'AWS::KMS::Key' && seen?.Arn === KmsKeyId),
  },
  { type: 'AWS::Logs::LogGroup', fact: 'retention', holds: ({ retentionInDays }, said) => retentionInDays === said.RetentionInDays },
  { type: 'AWS::Logs::LogGroup', fact: 'customer-managed key', holds: ({ kmsKeyId }) => kmsKeyId?.startsWith('arn:') },
  { type: 'AWS::SNS::Topic', fact: 'customer-managed key', holds: ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined },
  { type: 'AWS::SNS::Topic', fact: 'alarms may publish', holds: ({ Policy }) => String(Policy).includes('cloudwatch.amazonaws.com') },
  { type: 'AWS::SQS::Queue', fact: 'customer-managed key', holds: ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined },
  { type: 'AWS::SQS::Queue', fact: 'keeps for a fortnight', holds: ({ MessageRetentionPeriod }) => Number(MessageRetentionPeriod) === 14 * 86_400 },
  { type: 'AWS::SQS::Queue', fact: 'takes what SNS could not deliver', holds: ({ Policy }) => String(Policy).includes('sns.amazonaws.com') },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    fact: 'internal, logs access, protected',
    holds: ({ Scheme, Attributes }) =>
      Scheme === 'internal' && Attributes['access_logs.s3.enabled'] === 'true' && Attributes['deletion_protection.enabled'] === 'true',
  },
  { type: 'AWS::ElasticLoadBalancingV2::Listener', fact: 'HTTPS', holds: ({ Protocol, Port }) => Protocol === 'HTTPS' && Port === 443 },
  { type: 'AWS::ElasticLoadBalancingV2::Listener', fact: 'TLS policy', holds: ({ SslPolicy }, said) => SslPolicy === said.SslPolicy },
  {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    fact: 'what no rule takes goes where the template says, or is 404',
    holds: ({ DefaultActions: [action] }, said) =>
      action.Type === said.DefaultActions[0].Type && (action.Type !== 'fixed-response' || action.FixedResponseConfig.StatusCode === '404'),
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    fact: 'one path, to the targets of the stack',
    only: 'Frontv1',
    holds: ({ Conditions, Actions }, said, all) =>
      String(Conditions[0].Values ?? Conditions[0].PathPatternConfig?.Values) === String(said.Conditions[0].PathPatternConfig.Values) &&
      Actions[0].TargetGroupArn === physical(all, 'AWS::ElasticLoadBalancingV2::TargetGroup', said.Actions[0].TargetGroupArn.Ref),
  },
  { type: 'AWS::Logs::MetricFilter', fact: 'pattern', holds: ({ filterPattern }, said) => filterPattern === said.FilterPattern },
  {
    type: 'AWS::Route53::RecordSet',
    fact: 'leads to a load balancer',
    holds: ({ AliasTarget }, _, all) => all.some(({ seen }) => seen?.DNSName !== undefined && AliasTarget.DNSName.replace(/\.$/, '') === seen.DNSName),
  },
  {
    type: 'AWS::EC2::VPCEndpoint',
    fact: 'service',
    holds: ({ ServiceName }, said) => typeof said.ServiceName !== 'string' || ServiceName === said.ServiceName,
  },
  { type: 'AWS::EC2::VPCEndpoint', fact: 'policy', holds: ({ PolicyDocument }) => /aws:Principal(Account|Arn)/.test(PolicyDocument ?? '') },
  { type: 'AWS::EC2::Subnet', fact: 'no public addresses', holds: ({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch === false },
  {
    type: 'AWS::SSM::Parameter',
    fact: "shared value is the resource's id",
    holds: (seen, said, all) => typeof seen.Value === 'string' && refersTo(seen.Value, said.Value, all),
  },
  { type: 'AWS::Lambda::Function', fact: 'runtime and memory', holds: (seen, said) => seen.Runtime === said.Runtime && seen.MemorySize === said.MemorySize },
  { type: 'AWS::CloudWatch::Alarm', fact: 'threshold and action', holds: (seen, said) => seen.Threshold === said.Threshold && seen.AlarmActions.length === 1 },
  {
    type: 'AWS::IAM::Role',
    fact: 'trusts a service, or roles by name',
    holds: ({ AssumeRolePolicyDocument }) => /"Service"|"AWS":\s*"arn:aws:iam::\d{12}:role\//.test(JSON.stringify(AssumeRolePolicyDocument)),
  },
  {
    type: 'AWS::CodeBuild::Project',
    fact: 'commands and image as in the template',
    holds: ({ source, environment }, said) => source.buildspec === said.Source.BuildSpec && /@sha256:[0-9a-f]{64}$/.test(environment.image),
  },
  { type: 'AWS::CodeBuild::Project', fact: 'one at a time', holds: ({ concurrentBuildLimit }) => concurrentBuildLimit === 1 },
  { type: 'AWS::CodeBuild::Project', fact: 'in the private subnet', holds: ({ vpcConfig }) => vpcConfig?.subnets?.length === 1 },
  {
    type: 'AWS::CodeBuild::Project',
    fact: 'token from the secret',
    holds: ({ environment }) => environment.environmentVariables.some(({ name, type }: Json) => name === 'HF_TOKEN' && type === 'SECRETS_MANAGER'),
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    fact: 'starts the project',
    holds: ({ definition }, _, all) => definition.includes(all.find(({ type }) => type === 'AWS::CodeBuild::Project')?.physical ?? 'none'),
  },
  { type: 'AWS::StepFunctions::StateMachine', fact: 'logs everything', holds: ({ loggingConfiguration }) => loggingConfiguration?.level === 'ALL' },
  { type: 'AWS::Events::Rule', fact: 'notifies', holds: ({ Targets }) => Targets.length === 1 && Targets[0].Arn.includes(':sns:') },
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
  {
    type: 'AWS::ECS::CapacityProvider',
    fact: 'termination protection',
    holds: ({ autoScalingGroupProvider }) => autoScalingGroupProvider.managedTerminationProtection === 'ENABLED',
  },
  {
    type: 'AWS::ECS::ClusterCapacityProviderAssociations',
    fact: 'providers of the stack, one by default',
    holds: ({ capacityProviders, defaultCapacityProviderStrategy }, said) =>
      capacityProviders.length === said.CapacityProviders.length && capacityProviders.includes(defaultCapacityProviderStrategy[0].capacityProvider),
  },
  { type: 'AWS::EC2::NatGateway', fact: 'behind an address of its own', holds: ({ NatGatewayAddresses }) => NatGatewayAddresses.length === 1 },
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
  { type: 'AWS::KMS::Alias', fact: 'name that the other account uses', holds: ({ AliasName }, said) => AliasName === said.AliasName },
];

const sharedSubnets = (all: readonly Seen[]) =>
  all.flatMap(({ type, physical: name, seen }) => (type === 'AWS::SSM::Parameter' && name.endsWith('/subnets') ? [seen?.Value] : []));
