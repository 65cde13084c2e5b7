import type { Acknowledgement } from './nag-acknowledgement.js';

const front = /-aws-gateway-[^/]+\/Front\/LoadBalancer$/;
const frontLogs = /-aws-gateway-[^/]+\/Front\/AccessLogs\/Resource$/;
const taskAccess = /-aws-gateway-[^/]+\/TaskAccess\/Resource$/;
const job = /-aws-allocated-cost[^/]*\/Job\/Function\/Resource$/;
const jobPolicy = /-aws-allocated-cost[^/]*\/Job\/Policy\/Resource$/;

/** Findings in stacks of gateways, and of the job that divides their cost, that were reviewed and stay. */
export const gatewayAcknowledgements: readonly Acknowledgement[] = [
  {
    rule: 'AwsSolutions-ECS2',
    path: /-aws-gateway-[^/]+\/Task$/,
    reason: 'Environment variables say where the configuration is and what its digest must be; credentials are fetched at run time and are in no variable.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    path: /-aws-gateway-[^/]+\/ExecutionPolicy\/Resource$/,
    reason: '`ecr:GetAuthorizationToken` has no resource level; pulling is bound to the repositories of the two images.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::cdk-[^*]+\/gateway\/[^*]+\/\*\]$/,
    path: taskAccess,
    reason: "Configurations of this zone's gateway, of any digest: the task definition names the one that is used, and the task compares it.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<CallersKeys\w+\.Arn>\/keys\/\*\]$/,
    path: taskAccess,
    reason: 'An object for each workload of the zone; workloads come and go without a deployment of the bucket.',
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
    path: /-aws-(gateway-[^/]+\/(Front|Callers)|allocated-cost[^/]*\/Store)\/AccessLogs\/Resource$/,
    reason: 'Load balancers and S3 deliver access logs to buckets under Amazon S3 managed keys.',
  },
  {
    rule: 'NIST.800.53.R5-S3BucketReplicationEnabled',
    path: /-aws-gateway-[^/]+\/((Front|Callers)\/AccessLogs|Callers\/Keys)\/Resource$/,
    reason: 'A copy in another region would leave the residency zone. Keys are digests that are versioned, and a lost one is made again by a command.',
  },
  {
    rule: 'NIST.800.53.R5-S3BucketReplicationEnabled',
    path: /-aws-allocated-cost[^/]*\/Store\/(AccessLogs|Costs)\/Resource$/,
    reason: 'Statements are computed again from the bill, which AWS keeps; versions guard against deletion.',
  },
  {
    rule: 'NIST.800.53.R5-ALBWAFEnabled',
    path: front,
    reason:
      'Internal load balancer that forwards two paths and reads no body: a web ACL would cut or log prompts. The policy service refuses what it does not know.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    path: jobPolicy,
    reason: '`ce:GetCostAndUsage` and `logs:GetQueryResults` have no resource level; queries start on the log groups of gateways alone.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:logs:.*:log-group:(\/[^*]+:\*|<JobLogs\w+>:log-stream:\*)\]$/,
    path: jobPolicy,
    reason: "Log groups of gateways by name, and streams of the function's own group, whose names are born when it runs.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<StoreCosts\w+\.Arn>\/(usage\/|statements\/)?\*\]$/,
    path: jobPolicy,
    reason: 'It reads files of bills under names that the export chooses, and writes days and statements below two prefixes of its own bucket.',
  },
  {
    rule: 'NIST.800.53.R5-LambdaDLQ',
    path: job,
    reason: 'What its schedule cannot deliver goes to the dead letters of the topic. A run that fails is an alarm, and the next one asks for the same days.',
  },
  {
    rule: 'NIST.800.53.R5-LambdaInsideVPC',
    path: job,
    reason: 'Cost Explorer has one endpoint for all regions, which no network of prompts reaches; it sees amounts and names, no prompt.',
  },
];
