import { refersTo } from '../refers-to.js';
import type { Fact } from './fact.js';

/** What holds data, keys, logs and notices. */
export const storage: readonly Fact[] = [
  { type: 'AWS::S3::Bucket', fact: 'versions', holds: ({ Versioning }) => Versioning === 'Enabled' },
  { type: 'AWS::S3::Bucket', fact: 'no public access', holds: ({ Public }) => Object.values(Public).filter(Boolean).length === 4 },
  {
    type: 'AWS::S3::Bucket',
    fact: 'Object Lock in governance mode',
    only: 'StorageWeights',
    holds: ({ Lock }) => Lock?.Rule?.DefaultRetention?.Mode === 'GOVERNANCE',
  },
  {
    type: 'AWS::S3::Bucket',
    fact: 'customer-managed key',
    only: 'StorageWeights',
    holds: ({ Encryption }) => Encryption[0].ApplyServerSideEncryptionByDefault.SSEAlgorithm === 'aws:kms',
  },
  { type: 'AWS::S3::Bucket', fact: 'access logs', only: 'StorageWeights', holds: ({ Logging }) => Logging?.TargetPrefix === 'weights/' },
  { type: 'AWS::S3::BucketPolicy', fact: 'TLS only', holds: ({ Policies }) => Policies.every((policy: string) => policy.includes('aws:SecureTransport')) },
  {
    type: 'AWS::KMS::Key',
    fact: 'rotation',
    holds: ({ Rotation, Enabled }, said) => Enabled === true && (Rotation === true || said.KeyUsage === 'SIGN_VERIFY'),
  },
  { type: 'AWS::ECR::Repository', fact: 'tags that stay', holds: ({ imageTagMutability }) => imageTagMutability === 'IMMUTABLE' },
  { type: 'AWS::ECR::Repository', fact: 'scanned on push', holds: ({ imageScanningConfiguration }) => imageScanningConfiguration?.scanOnPush === true },
  { type: 'AWS::ECR::Repository', fact: 'customer-managed key', holds: ({ encryptionConfiguration }) => encryptionConfiguration?.encryptionType === 'KMS' },
  {
    type: 'AWS::SecretsManager::Secret',
    fact: 'key of the fleet',
    holds: ({ KmsKeyId }, said, all) => KmsKeyId === said.KmsKeyId || all.some(({ type, seen }) => type === 'AWS::KMS::Key' && seen?.Arn === KmsKeyId),
  },
  { type: 'AWS::Logs::LogGroup', fact: 'retention', holds: ({ retentionInDays }, said) => retentionInDays === said.RetentionInDays },
  { type: 'AWS::Logs::LogGroup', fact: 'customer-managed key', holds: ({ kmsKeyId }) => kmsKeyId?.startsWith('arn:') },
  { type: 'AWS::SNS::Topic', fact: 'customer-managed key', holds: ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined },
  { type: 'AWS::SNS::Topic', fact: 'alarms may publish', holds: ({ Policy }) => String(Policy).includes('cloudwatch.amazonaws.com') },
  { type: 'AWS::SQS::Queue', fact: 'customer-managed key', holds: ({ KmsMasterKeyId }) => KmsMasterKeyId !== undefined },
  { type: 'AWS::SQS::Queue', fact: 'keeps for a fortnight', holds: ({ MessageRetentionPeriod }) => Number(MessageRetentionPeriod) === 14 * 86_400 },
  { type: 'AWS::SQS::Queue', fact: 'takes what SNS could not deliver', holds: ({ Policy }) => String(Policy).includes('sns.amazonaws.com') },
  { type: 'AWS::Logs::MetricFilter', fact: 'pattern', holds: ({ filterPattern }, said) => filterPattern === said.FilterPattern },
  {
    type: 'AWS::SSM::Parameter',
    fact: "shared value is the resource's id",
    holds: (seen, said, all) => typeof seen.Value === 'string' && refersTo(seen.Value, said.Value, all),
  },
  { type: 'AWS::CloudWatch::Alarm', fact: 'threshold and action', holds: (seen, said) => seen.Threshold === said.Threshold && seen.AlarmActions.length === 1 },
  { type: 'AWS::KMS::Alias', fact: 'name that the other account uses', holds: ({ AliasName }, said) => AliasName === said.AliasName },
];
