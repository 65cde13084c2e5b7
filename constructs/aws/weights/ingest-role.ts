import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type EncryptedSecret, readSecret } from '../encryption/encrypted-secret.js';
import type { JobPlacement } from '../network/job-placement.js';

/** Where weights go: names that are known before anything is deployed, because the place is another account's. */
export interface WeightsDestination {
  /** Number of the account that has the bucket and the keys. */
  readonly accountId: string;
  /** Name of the bucket. */
  readonly bucket: string;
  /** `alias/…` of the key that signs manifests. */
  readonly signingAlias: string;
}

export interface IngestRoleProps {
  /** Name by which the accounts of the buckets admit it. */
  readonly roleName: string;
  /** Where it writes. */
  readonly destinations: readonly WeightsDestination[];
  /** ARN of the repository that the job's image is pulled from. */
  readonly repositoryArn: string;
  /** ARN of the log group with its streams: it ends in `:*`. */
  readonly logGroupArn: string;
  /** Token that the job reads. */
  readonly token: EncryptedSecret;
  /** Where the job runs. */
  readonly network: Pick<JobPlacement, 'subnetId' | 'securityGroupId'>;
}

/** What the job may: pull its image, read its token, write weights, sign manifests. The other account admits it by name. */
export class IngestRole extends Construct {
  readonly role: Role;
  /** Must be attached before a project that stands in a VPC is created. */
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: IngestRoleProps) {
    super(scope, id);
    const { account } = Stack.of(this);
    this.role = new Role(this, 'Role', {
      roleName: props.roleName,
      description: 'Brings approved weights into their buckets and signs their manifests',
      assumedBy: new ServicePrincipal('codebuild.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
    });
    this.policy = new ManagedPolicy(this, 'Policy', {
      roles: [this.role],
      statements: [...this.weights(props), ...this.project(props), ...this.network(props)],
    });
  }

  private weights({ destinations }: IngestRoleProps): PolicyStatement[] {
    const { partition, region } = Stack.of(this);
    return destinations.flatMap(({ accountId, bucket, signingAlias }) => {
      const bucketArn = `arn:${partition}:s3:::${bucket}`;
      const keys = `arn:${partition}:kms:${region}:${accountId}:key/*`;
      return [
        new PolicyStatement({ actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], resources: [`${bucketArn}/*`] }),
        // Ids of keys are born in the other account: the context names the bucket, the request names the alias.
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [keys],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': bucketArn } },
        }),
        new PolicyStatement({
          actions: ['kms:Sign', 'kms:Verify'],
          resources: [keys],
          conditions: { StringEquals: { 'kms:RequestAlias': signingAlias, 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
        }),
      ];
    });
  }

  private project(props: IngestRoleProps): PolicyStatement[] {
    return [
      new PolicyStatement({ sid: 'RegistryLogin', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
      new PolicyStatement({
        sid: 'PullImage',
        actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        resources: [props.repositoryArn],
      }),
      new PolicyStatement({ sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [props.logGroupArn] }),
      ...readSecret('Token', props.token),
    ];
  }

  /** CodeBuild puts a network interface of the build into the subnet. https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html */
  private network({ network: { subnetId, securityGroupId } }: IngestRoleProps): PolicyStatement[] {
    const { account, partition, region } = Stack.of(this);
    const ec2 = (resource: string) => `arn:${partition}:ec2:${region}:${account}:${resource}`;
    const subnet = ec2(`subnet/${subnetId}`);
    return [
      new PolicyStatement({
        sid: 'LookAtNetwork',
        actions: ['ec2:DescribeDhcpOptions', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
        resources: ['*'],
      }),
      new PolicyStatement({
        sid: 'CreateInterface',
        actions: ['ec2:CreateNetworkInterface'],
        resources: [ec2('network-interface/*'), subnet, ec2(`security-group/${securityGroupId}`)],
      }),
      new PolicyStatement({
        sid: 'DeleteInterface',
        actions: ['ec2:DeleteNetworkInterface'],
        resources: [ec2('network-interface/*')],
        conditions: { ArnEquals: { 'ec2:Subnet': subnet } },
      }),
      new PolicyStatement({
        sid: 'LendInterface',
        actions: ['ec2:CreateNetworkInterfacePermission'],
        resources: [ec2('network-interface/*')],
        conditions: { ArnEquals: { 'ec2:Subnet': subnet }, StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' } },
      }),
    ];
  }
}
