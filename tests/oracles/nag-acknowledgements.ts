import type { Acknowledgement } from './nag-acknowledgement.js';
import { gatewayAcknowledgements } from './nag-gateway.js';
import { jobAcknowledgements } from './nag-jobs.js';

const nodeGroup = /-aws-fleet-[^/]+(\/Next)?\/Nodes\/Group$/;
const accessLogs = /\/(Front|Storage|InvocationLog)\/AccessLogs\/Resource$/;
const frontLogs = /-aws-fleet-[^/]+\/Front\/AccessLogs\/Resource$/;
const settings = /-aws-account-[^/]+\/Bedrock\/Function\/Resource$/;
const apiKey = /-aws-fleet-[^/]+\/ApiKey\/Resource$/;
const importer = /-aws-bedrock-import-[^/]+\/Model\/Function\/Resource$/;
const importerPolicy = /-aws-bedrock-import-[^/]+\/Model\/Policy\/Resource$/;
const lifecycle = /-aws-lifecycle-[^/]+\/Watch\/Function\/Resource$/;
const settingsPolicy = /-aws-account-[^/]+\/Bedrock\/Policy\/Resource$/;
const nodePolicy = /-aws-fleet-[^/]+(\/Next)?\/NodeRole\/Policy\/Resource$/;
const broker = /-aws-token-broker-[^/]+\/Broker\/Function\/Resource$/;
const brokerPolicy = /-aws-token-broker-[^/]+\/Broker\/Policy\/Resource$/;
const webIdentity = /-aws-identity\/[^/]+\/WebIdentity\/Resource$/;

/** One that no longer matches a finding is stale and fails the verification, as an unexplained finding does. */
export const acknowledgements: readonly Acknowledgement[] = [
  ...gatewayAcknowledgements,
  ...jobAcknowledgements,
  {
    rule: 'AwsSolutions-EC26',
    path: nodeGroup,
    reason: 'False positive: the rule does not follow a mixed instances policy to its launch template, which encrypts the volume with the fleet key.',
  },
  {
    rule: 'NIST.800.53.R5-EC2IMDSv2Enabled',
    path: nodeGroup,
    reason:
      'False positive: the rule does not follow a mixed instances policy to its launch template, which requires tokens; the deploy oracle reads that back.',
  },
  {
    rule: 'AwsSolutions-AS3',
    path: nodeGroup,
    reason: 'The group is of fixed size and protected from scale-in; the alarm on unhealthy replicas notifies, and a topic per lifecycle event adds noise.',
  },
  {
    rule: 'AwsSolutions-SQS3',
    path: /\/Topic\/DeadLetters\/Resource$/,
    reason: 'False positive: it is a dead-letter queue, of subscriptions, rules and schedules; the rule knows those of queues and functions only.',
  },
  {
    rule: 'AwsSolutions-ECS2',
    path: /-aws-fleet-[^/]+(\/Next)?\/(Serving|GpuExporter)\/Task$/,
    reason: 'Environment variables are switches of the engine; the only secret comes from Secrets Manager.',
  },
  {
    rule: 'AwsSolutions-ECS2',
    path: /-aws-fleet-[^/]+\/Agents\/[^/]+\/Task$/,
    reason: 'Environment variables of a node agent are written in the topology, whose text may hold no secret (state/no-secrets).',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    path: settingsPolicy,
    reason: 'Account settings of Bedrock have no resource level; retention is pinned by a condition.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    path: importerPolicy,
    reason: 'An import job has no ARN before it is created, and a list has none at all.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:bedrock:.*:(model-import-job|imported-model)\/\*\]$/,
    path: importerPolicy,
    reason:
      'Bedrock chooses the ids of jobs and models; both are of this account and region, and only those that carry the tag of the host are tagged or deleted.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:logs:.*:log-group:<ModelFunctionLogs\w+>:log-stream:\*\]$/,
    path: importerPolicy,
    reason: "Streams of the function's own log group; their names are born when it runs.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::<[^<>]+>\/[^*]+\/\*\]$/,
    path: /-aws-bedrock-import-[^/]+\/Model\/(Import)?Policy\/Resource$/,
    reason: 'Objects below the prefix of one release, precision and commit of the weights.',
  },
  {
    rule: 'NIST.800.53.R5-LambdaDLQ',
    path: importer,
    reason: 'CloudFormation waits for its answer: a failure fails the deployment, so nothing is lost to collect.',
  },
  {
    rule: 'NIST.800.53.R5-LambdaInsideVPC',
    path: importer,
    reason: 'It calls the Bedrock control plane, for which the network has no endpoint; of the weights it reads the manifest alone, and no prompt.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:iam::\d+:role\/\*\]$/,
    path: settingsPolicy,
    reason: 'The log role of the configuration to be given back is known only when it is found; it can be handed to Bedrock alone.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    path: nodePolicy,
    reason: 'Agent and Session Manager actions have no resource level and are bound by conditions.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    path: /-aws-fleet-[^/]+((\/Next)?\/(Serving|GpuExporter)|\/Agents\/[^/]+)\/ExecutionPolicy\/Resource$/,
    reason: '`ecr:GetAuthorizationToken` has no resource level; pulling is bound to one repository.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    path: webIdentity,
    reason: '`sts:GetWebIdentityToken` has no resource level; audience and lifetime are bound by conditions.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:logs:.*:log-group:<BedrockFunctionLogs\w+>:log-stream:\*\]$/,
    path: settingsPolicy,
    reason: "Streams of the function's own log group; their names are born when it runs.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::<[^<>]+>\/[^*]+\/\*\]$/,
    path: nodePolicy,
    reason: 'Objects below the prefix of one release, precision and commit of the weights.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:ecs:.*:container-instance\/\*\]$/,
    path: nodePolicy,
    reason: 'Ids of container instances are born when nodes join; a condition names the cluster.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:autoscaling:.*:autoScalingGroup:\*:autoScalingGroupName\/[^*]+-\*\]$/,
    path: nodePolicy,
    reason: "The group by its stack and logical id: naming the group itself would be a circle, through the launch template's role.",
  },
  {
    rule: 'NIST.800.53.R5-IAMNoInlinePolicy',
    path: webIdentity,
    reason: 'The right belongs to this one role and must go with it; a managed policy could be attached elsewhere.',
  },
  {
    rule: 'NIST.800.53.R5-IAMNoInlinePolicy',
    path: /-aws-identity[^/]*\/[^/]+\/ProviderKeys\/Resource$/,
    reason: 'The right to read the keys of the providers that this one workload calls; a managed policy could be attached elsewhere.',
  },
  {
    rule: 'NIST.800.53.R5-IAMNoInlinePolicy',
    path: /-aws-network-[^/]+\/Network\/Vpc\/FlowLog\/IAMRole\/DefaultPolicy\/Resource$/,
    reason: "CDK's own role of the flow log: write access to one log group, for the flow log service only.",
  },
  {
    rule: 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
    path: /-aws-network-[^/]+\/Network\/Vpc\/Resource$/,
    reason: 'CloudFormation cannot close it without a function that may write any security group. Nothing uses the group, and the network has no way out.',
  },
  {
    rule: 'AwsSolutions-S1',
    path: frontLogs,
    reason: 'A bucket of access logs that logs its own access would log without end.',
  },
  {
    rule: 'NIST.800.53.R5-S3BucketLoggingEnabled',
    path: frontLogs,
    reason: 'A bucket of access logs that logs its own access would log without end.',
  },
  {
    rule: 'NIST.800.53.R5-S3DefaultEncryptionKMS',
    path: accessLogs,
    reason: 'Load balancers and S3 deliver access logs to buckets under Amazon S3 managed keys.',
  },
  {
    rule: 'NIST.800.53.R5-S3BucketReplicationEnabled',
    path: /\/(Storage\/Weights|InvocationLog\/Bucket|(Front|Storage|InvocationLog)\/AccessLogs)\/Resource$/,
    reason: 'A copy in another region would leave the residency zone. Weights can be fetched again by digest; versions and Object Lock guard against deletion.',
  },
  {
    rule: 'AwsSolutions-SMG4',
    path: apiKey,
    reason: 'vLLM reads the key at start: rotation is a deployment of the service, not a schedule that would lock callers out.',
  },
  {
    rule: 'NIST.800.53.R5-SecretsManagerRotationEnabled',
    path: apiKey,
    reason: 'vLLM reads the key at start: rotation is a deployment of the service, not a schedule that would lock callers out.',
  },
  {
    rule: 'NIST.800.53.R5-ALBWAFEnabled',
    path: /-aws-fleet-[^/]+\/Front\/LoadBalancer$/,
    reason: 'Internal load balancer in a network without internet; only gateway networks reach it.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:logs:.*:log-group:<BrokerLogs\w+>:log-stream:\*\]$/,
    path: brokerPolicy,
    reason: "Streams of the function's own log group; their names are chosen when it runs.",
  },
  {
    rule: 'NIST.800.53.R5-LambdaDLQ',
    path: broker,
    reason: 'The gateway invokes it and waits for its answer: a failure is told to it, so nothing is lost to collect.',
  },
  {
    rule: 'NIST.800.53.R5-LambdaInsideVPC',
    path: broker,
    reason: 'It reaches Microsoft Entra, which no network of prompts may; it carries no prompt (docs/adr/0089).',
  },
  {
    rule: 'NIST.800.53.R5-LambdaDLQ',
    path: settings,
    reason: 'CloudFormation invokes the function and waits for its answer: a failure fails the deployment, so nothing is lost to collect.',
  },
  {
    rule: 'NIST.800.53.R5-LambdaInsideVPC',
    path: settings,
    reason: 'It sets an account-wide setting through the Bedrock control plane, for which regions without a network have no endpoint.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:logs:.*:log-group:<WatchLogs\w+>:log-stream:\*\]$/,
    path: /-aws-lifecycle-[^/]+\/Watch\/Policy\/Resource$/,
    reason: "Streams of the function's own log group; their names are born when it runs.",
  },
  {
    rule: 'NIST.800.53.R5-LambdaDLQ',
    path: lifecycle,
    reason: 'A lost check needs no replay: the next one asks the same, and an alarm fires when none was read for a day.',
  },
  {
    rule: 'NIST.800.53.R5-LambdaInsideVPC',
    path: lifecycle,
    reason: 'It reads public facts of models through the Bedrock control plane, for which regions without a network have no endpoint, and sees no prompt.',
  },
];
