import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccessLogBucket, guarded } from '../storage/guarded-bucket.js';
import { namedAndKept } from '../storage/named-and-kept.js';

export interface WeightsBucketProps {
  /** Key that encrypts weights. */
  readonly key: IKey;
  /**
   * Name, where another account has to know it beforehand.
   * @default - CloudFormation's choice
   */
  readonly bucketName?: string | undefined;
}

/**
 * Model weights: versioned, encrypted with a customer-managed key, locked in governance mode. Governance and not
 * compliance mode, because the licence can oblige its holder to delete the weights.
 */
export class WeightsBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: WeightsBucketProps) {
    super(scope, id);
    const accessLogs = new AccessLogBucket(this, 'AccessLogs');
    this.bucket = new Bucket(this, 'Weights', {
      ...guarded,
      ...(props.bucketName !== undefined && { bucketName: props.bucketName, removalPolicy: namedAndKept }),
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(365)),
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'weights/',
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
  }
}
