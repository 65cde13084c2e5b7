import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { LentKey } from '../encryption/lent-key.js';
import { AccessLogBucket, guarded } from '../storage/guarded-bucket.js';

export interface InvocationLogProps {
  /** Key of the log's bucket; Bedrock may encrypt with it from here on. */
  readonly key: LentKey;
}

/**
 * Where Bedrock writes who called what, when and with how many tokens, never prompts or answers: a bucket of the
 * same account and region, the only kind the service accepts, so that the log stays in the zone of what it describes. Only
 * Bedrock, for this account and region, may write to it.
 */
export class InvocationLog extends Construct {
  /** `LoggingConfig` of the Bedrock API. */
  readonly config: Readonly<Record<string, unknown>>;

  constructor(scope: Construct, id: string, props: InvocationLogProps) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const bucket = new Bucket(this, 'Bucket', {
      ...guarded,
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: new AccessLogBucket(this, 'AccessLogs'),
      lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
    });
    const bedrock = {
      principals: [new ServicePrincipal('bedrock.amazonaws.com')],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:bedrock:${region}:${account}:*` },
      },
    };
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'InvocationLog',
        ...bedrock,
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`AWSLogs/${account}/BedrockModelInvocationLogs/*`)],
      }),
    );
    props.key.addToResourcePolicy(new PolicyStatement({ sid: 'InvocationLog', ...bedrock, actions: ['kms:GenerateDataKey'], resources: ['*'] }));
    this.config = {
      s3Config: { bucketName: bucket.bucketName },
      textDataDeliveryEnabled: false,
      imageDataDeliveryEnabled: false,
      embeddingDataDeliveryEnabled: false,
      videoDataDeliveryEnabled: false,
      audioDataDeliveryEnabled: false,
    };
  }
}
