import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { EncryptionKey } from '../encryption/encryption-key.js';
import { AccessLogBucket, guarded } from '../storage/guarded-bucket.js';

export interface CostBucketProps {
  /** Encrypts bills and statements. */
  readonly key: EncryptionKey;
}

/** Service that delivers exports of the bill. */
const deliverer = 'bcm-data-exports.amazonaws.com';

/** Bills as they are exported, use of hosts by day, and statements; every version of a statement is kept. */
export class CostBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { key }: CostBucketProps) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const source = {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:bcm-data-exports:${region}:${account}:export/*` },
    };
    this.bucket = new Bucket(this, 'Costs', {
      ...guarded,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: new AccessLogBucket(this, 'AccessLogs'),
      serverAccessLogsPrefix: 'costs/',
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
        // Exports are written anew several times a day; statements keep every version.
        { prefix: 'exports/', noncurrentVersionExpiration: Duration.days(30) },
        { prefix: 'usage/', noncurrentVersionExpiration: Duration.days(400) },
      ],
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DeliverExports',
        principals: [new ServicePrincipal(deliverer)],
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects('exports/*')],
        conditions: source,
      }),
    );
    key.lendTo(deliverer, source);
  }
}
