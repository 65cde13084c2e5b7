import type { Construct } from 'constructs';
import { EncryptionKey } from '../../constructs/aws/encryption-key.js';
import { SigningKey } from '../../constructs/aws/signing-key.js';
import { WeightsBucket } from '../../constructs/aws/weights-bucket.js';
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
      origin: `accounts.aws.${account}`,
      tags: {},
      terminationProtection: true,
    });
    const key = new EncryptionKey(this, 'Key', { description: 'Model weights' });
    const { bucket } = new WeightsBucket(this, 'Storage', { key });
    this.share('BucketName', ['weights', 'bucket'], bucket.bucketName);
    const signingKey = new SigningKey(this, 'SigningKey', { description: 'Signs the manifest of approved weights' });
    this.share('SigningKeyArn', ['weights', 'signing-key-arn'], signingKey.keyArn);
    this.share('KeyArn', ['weights', 'key-arn'], key.keyArn);
  }
}
