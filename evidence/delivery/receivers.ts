import type { Called } from '../../facts/publishers.js';
import { dig, type Resource } from '../synthesized/stack.js';

/** What has to be allowed for something to arrive at a type of resource. */
export interface Receiver {
  readonly called: Called | 'logs';
  readonly actions: readonly string[];
  /** Key that what arrives is encrypted with, as the template has it; undefined where there is none. */
  readonly key: (resource: Resource) => unknown;
  readonly keyActions: readonly string[];
}

const messages = { key: ({ properties }: Resource) => properties['KmsMasterKeyId'], keyActions: ['kms:Decrypt', 'kms:GenerateDataKey'] };
const noKey = { key: () => undefined, keyActions: [] };

export const receivers: Readonly<Record<string, Receiver>> = {
  'AWS::Lambda::Function': { called: 'lambda', actions: ['lambda:InvokeFunction'], ...noKey },
  // CloudWatch Logs encrypts for the writer: the key policy names the service.
  'AWS::Logs::LogGroup': { called: 'logs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], ...noKey },
  'AWS::S3::Bucket': {
    called: 's3',
    actions: ['s3:PutObject'],
    key: ({ properties }) => dig(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration', 'ServerSideEncryptionByDefault', 'KMSMasterKeyID'),
    keyActions: ['kms:GenerateDataKey'],
  },
  'AWS::SNS::Topic': { called: 'sns', actions: ['sns:Publish'], ...messages },
  'AWS::SQS::Queue': { called: 'sqs', actions: ['sqs:SendMessage'], ...messages },
};
