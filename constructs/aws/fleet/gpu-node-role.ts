import { CfnInstanceProfile, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface GpuNodeRoleProps {
  readonly clusterArn: string;
  readonly weightsBucket: string;
  readonly weightsPrefix: string;
  readonly weightsKeyArn: string;
  readonly signingKeyArn: string;
}

/** What a GPU node may do: join its cluster, read its own model's weights, be reached through Session Manager. */
export class GpuNodeRole extends Construct {
  readonly instanceProfileArn: string;

  constructor(scope: Construct, id: string, props: GpuNodeRoleProps) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const inCluster = { ArnEquals: { 'ecs:cluster': props.clusterArn } };
    new ManagedPolicy(this, 'Policy', {
      roles: [role],
      statements: [
        new PolicyStatement({
          sid: 'Agent',
          actions: ['ecs:DiscoverPollEndpoint'],
          // No resource level; the agent asks for its endpoint before it has a cluster.
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'AskForTrunk',
          actions: ['ecs:PutAccountSetting'],
          // No resource level. Only the root user may set it for others.
          resources: ['*'],
          conditions: { StringEquals: { 'ecs:account-setting': 'awsvpcTrunking' } },
        }),
        new PolicyStatement({
          sid: 'JoinCluster',
          actions: [
            'ecs:DeregisterContainerInstance',
            'ecs:RegisterContainerInstance',
            'ecs:SubmitAttachmentStateChanges',
            'ecs:SubmitContainerStateChange',
            'ecs:SubmitTaskStateChange',
          ],
          resources: [props.clusterArn],
        }),
        new PolicyStatement({
          sid: 'ReportToCluster',
          actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
          resources: [`arn:${partition}:ecs:${region}:${account}:container-instance/*`],
          conditions: inCluster,
        }),
        new PolicyStatement({
          sid: 'ReadWeights',
          actions: ['s3:GetObject', 's3:GetObjectVersion'],
          resources: [`arn:${partition}:s3:::${props.weightsBucket}/${props.weightsPrefix}/*`],
        }),
        new PolicyStatement({ sid: 'DecryptWeights', actions: ['kms:Decrypt'], resources: [props.weightsKeyArn] }),
        new PolicyStatement({
          sid: 'VerifyManifest',
          actions: ['kms:Verify'],
          resources: [props.signingKeyArn],
          conditions: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
        }),
        new PolicyStatement({
          sid: 'SessionManager',
          actions: [
            'ssm:UpdateInstanceInformation',
            'ssmmessages:CreateControlChannel',
            'ssmmessages:CreateDataChannel',
            'ssmmessages:OpenControlChannel',
            'ssmmessages:OpenDataChannel',
          ],
          resources: ['*'],
          conditions: { StringEquals: { 'aws:ResourceAccount': account } },
        }),
        new PolicyStatement({
          sid: 'SeeWhetherOthersServe',
          actions: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingInstances'],
          // No resource level.
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'FailOwnHealth',
          actions: ['autoscaling:SetInstanceHealth'],
          resources: [`arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${Stack.of(this).stackName}-*`],
        }),
      ],
    });
    this.instanceProfileArn = new CfnInstanceProfile(this, 'Profile', { roles: [role.roleName] }).attrArn;
  }
}
