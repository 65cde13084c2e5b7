import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { JobPlacement } from '../network/job-placement.js';

export interface BuildRightsProps {
  /** ARN of the repository that the job's image is pulled from. */
  readonly repositoryArn: string;
  /** ARN of the log group with its streams: it ends in `:*`. */
  readonly logGroupArn: string;
}

/** What every build needs: its image and its log. */
export function buildRights({ repositoryArn, logGroupArn }: BuildRightsProps): PolicyStatement[] {
  return [
    new PolicyStatement({ sid: 'RegistryLogin', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
    new PolicyStatement({
      sid: 'PullImage',
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [repositoryArn],
    }),
    new PolicyStatement({ sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroupArn] }),
  ];
}

/** CodeBuild puts a network interface of the build into the subnet. https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html */
export function interfaceRights(scope: Construct, { subnetId, securityGroupId }: Pick<JobPlacement, 'subnetId' | 'securityGroupId'>): PolicyStatement[] {
  const { account, partition, region } = Stack.of(scope);
  const ec2 = (resource: string) => `arn:${partition}:ec2:${region}:${account}:${resource}`;
  const subnet = ec2(`subnet/${subnetId}`);
  return [
    new PolicyStatement({
      sid: 'LookAtNetwork',
      actions: ['ec2:DescribeDhcpOptions', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'CreateInterface',
      actions: ['ec2:CreateNetworkInterface'],
      resources: [ec2('network-interface/*'), subnet, ec2(`security-group/${securityGroupId}`)],
    }),
    new PolicyStatement({
      sid: 'DeleteInterface',
      actions: ['ec2:DeleteNetworkInterface'],
      resources: [ec2('network-interface/*')],
      conditions: { ArnEquals: { 'ec2:Subnet': subnet } },
    }),
    new PolicyStatement({
      sid: 'LendInterface',
      actions: ['ec2:CreateNetworkInterfacePermission'],
      resources: [ec2('network-interface/*')],
      conditions: { ArnEquals: { 'ec2:Subnet': subnet }, StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' } },
    }),
  ];
}
