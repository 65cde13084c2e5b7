import type { Acknowledgement } from './nag-acknowledgement.js';

const ingest = /-aws-weights-ingest-[^/]+/.source;
const ingestPolicy = new RegExp(`${ingest}/Job/Policy/Resource$`);
/** Of both jobs with a way to the internet. */
const job = /-aws-(weights-ingest|images)-[^/]+/.source;
const jobPolicy = new RegExp(`${job}/(Job|Rights)/Policy/Resource$`);
const ingestToken = new RegExp(`${ingest}/Token$`);

/** What was reviewed of the jobs that bring weights and images in. */
export const jobAcknowledgements: readonly Acknowledgement[] = [
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    path: jobPolicy,
    reason: '`ecr:GetAuthorizationToken` and the looks at the network that CodeBuild takes have no resource level.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::llama-weights-[^*]+\/\*\]$/,
    path: ingestPolicy,
    reason: 'The job fills the bucket of weights, whose keys are releases and commits; it can neither delete nor change a lock.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:aws:s3:::nordic-model-store-eu-north-1/*]',
    path: ingestPolicy,
    reason: 'The same in a bucket that exists.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:kms:[^*]+:key\/\*\]$/,
    path: ingestPolicy,
    reason: 'Keys of another account have no id before it deploys: the context names the bucket, the request the alias, and the key policy this role.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:ec2:[^*]+:network-interface\/\*\]$/,
    path: jobPolicy,
    reason: 'Interfaces are born with each build; deleting and lending them is bound to the subnet of the job.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    path: new RegExp(`${job}/Start/Policy/Resource$`),
    reason: 'Delivery of logs has no resource level.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:logs:[^*]+:\*\]$/,
    path: new RegExp(`${job}/Start/Policy/Resource$`),
    reason: 'The resource policies that delivery sets up belong to the account and region as a whole.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:states:[^*]+:execution:<StartMachine\w+\.Name>:\*\]$/,
    path: new RegExp(`${job}/Start/StarterPolicy/Resource$`),
    reason: 'Executions of this one state machine; their names are born when it is started.',
  },
  {
    rule: 'AwsSolutions-SF2',
    path: new RegExp(`${job}/Start/Machine$`),
    reason: 'One call and no service behind it that could be traced; every execution is logged whole.',
  },
  {
    rule: 'AwsSolutions-CB5',
    path: new RegExp(`(${ingest}/[^/]+-[^/]+|-aws-images-[^/]+/Build)$`),
    reason: 'The rule cannot read an image whose registry is a token. The image is one of the own registry by digest: supply-chain/image-digest.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::cdk-[^*]+\/images\/\*\]$/,
    path: jobPolicy,
    reason: 'The room of this stack among the assets of its account. The project says which object, and the job compares its digest.',
  },
  {
    rule: 'AwsSolutions-SMG4',
    path: ingestToken,
    reason: 'Hugging Face has no call that makes a token: people rotate it (docs/runbooks/weights.md).',
  },
  {
    rule: 'NIST.800.53.R5-SecretsManagerRotationEnabled',
    path: ingestToken,
    reason: 'Hugging Face has no call that makes a token: people rotate it (docs/runbooks/weights.md).',
  },
  {
    rule: 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed',
    path: new RegExp(`${job}/Network/Vpc/Resource$`),
    reason: 'CloudFormation cannot close it without a function that may write any security group. Nothing uses the group.',
  },
  {
    rule: 'NIST.800.53.R5-IAMNoInlinePolicy',
    path: new RegExp(`${job}/Network/Vpc/FlowLog/IAMRole/DefaultPolicy/Resource$`),
    reason: "CDK's own role of the flow log: write access to one log group, for the flow log service only.",
  },
  {
    rule: 'NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW',
    path: new RegExp(`${job}/Network/Vpc/natSubnet1/DefaultRoute$`),
    reason: 'The one network with a way out, and the NAT gateway is all that stands in this subnet: network/ingest-egress.',
  },
];
