import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type EncryptedSecret, readSecret } from '../encryption/encrypted-secret.js';
import { buildRights, interfaceRights } from '../jobs/job-rights.js';
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
      statements: [...this.weights(props), ...buildRights(props), ...readSecret('Token', props.token), ...interfaceRights(this, props.network)],
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
}
