import { FlowLogDestination } from 'aws-cdk-lib/aws-ec2';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** Where flow logs go: the bucket of an archive by name, or a log group, which is only made without one. */
export function flowLogDestination(scope: Construct, archive: string | undefined, logGroup: () => ILogGroup): FlowLogDestination {
  if (archive === undefined) return FlowLogDestination.toCloudWatchLogs(logGroup());
  return FlowLogDestination.toS3(Bucket.fromBucketArn(scope, 'Archive', `arn:${Stack.of(scope).partition}:s3:::${archive}`));
}
