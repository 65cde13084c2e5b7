import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccessLogBucket, guarded } from '../storage/guarded-bucket.js';
import { namedAndKept } from '../storage/named-and-kept.js';

export interface KeysBucketProps {
  /** Name by which the commands that write keys find it. */
  readonly bucketName: string;
  /** Encrypts what is in it. */
  readonly key: IKey;
}

/** Digests of the keys of a zone's callers, an object for each workload: versioned, so that a change can be seen and taken back. */
export class KeysBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { bucketName, key }: KeysBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Keys', {
      bucketName,
      ...guarded,
      removalPolicy: namedAndKept,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: new AccessLogBucket(this, 'AccessLogs'),
      serverAccessLogsPrefix: 'keys/',
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(400), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
  }
}
