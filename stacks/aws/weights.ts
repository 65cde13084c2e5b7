import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { EncryptionKey } from '../../constructs/aws/encryption/encryption-key.js';
import { SigningKey } from '../../constructs/aws/encryption/signing-key.js';
import { WeightsBucket } from '../../constructs/aws/weights/weights-bucket.js';
import { signingAlias, weightsBucketName } from '../../derived/names.js';
import { ingestRoleArn } from '../../derived/supply.js';
import { existingBucket as bucketOf } from '../../derived/weights-buckets.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** Model weights of one account and region, shared by the fleets there. */
export class WeightsStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, account: string, region: string) {
    super(scope, context, {
      account,
      region,
      name: ['aws-weights', region],
      description: `Model weights in ${region}`,
      origin: pathOf('accounts', 'aws', account),
      tags: {},
      terminationProtection: true,
    });
    const { ingest, signingKeyGeneration } = this.topology.weights;
    const ingestRole = ingestRoleArn(this.topology, region);
    const { name, keyArn } = existingBucket(this.topology, account, region) ?? this.storage(region, ingestRole);
    const signingKey = new SigningKey(this, signingKeyGeneration === 1 ? 'SigningKey' : `SigningKey${signingKeyGeneration}`, {
      description: 'Signs the manifest of approved weights',
      signer: ingestRole,
      aliasName: ingest === undefined ? undefined : signingAlias(this.topology.name, signingKeyGeneration),
    });
    this.share('BucketName', ['weights', 'bucket'], name);
    this.share('KeyArn', ['weights', 'key-arn'], keyArn);
    this.share('SigningKeyArn', ['weights', 'signing-key-arn'], signingKey.keyArn);
  }

  /** A bucket with a key of its own, which whoever brings weights in may write to. */
  private storage(region: string, ingestRole: string | undefined): Storage {
    const { topology } = this;
    const key = new EncryptionKey(this, 'Key', { description: 'Model weights' });
    const { bucket } = new WeightsBucket(this, 'Storage', {
      key,
      bucketName: topology.weights.ingest === undefined ? undefined : weightsBucketName(topology.name, this.account, region),
    });
    if (ingestRole !== undefined) admitIngest(ingestRole, bucket, key);
    return { name: bucket.bucketName, keyArn: key.keyArn };
  }
}

interface Storage {
  readonly name: string;
  readonly keyArn: string;
}

/** One that exists, whose own policy admits whoever brings weights in. */
function existingBucket(topology: Topology, account: string, region: string): Storage | undefined {
  const found = bucketOf(topology, 'aws', account, region);
  return found && { name: found.name, keyArn: found.key };
}

/** A role of another account puts objects; it neither deletes, nor changes a retention, nor uses the key without S3. */
function admitIngest(role: string, bucket: Bucket, key: EncryptionKey): void {
  const principals = [new ArnPrincipal(role)];
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Ingest',
      principals,
      actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
      resources: [bucket.arnForObjects('*')],
    }),
  );
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'Ingest',
      principals,
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${bucket.env.region}.amazonaws.com` } },
    }),
  );
}
