import { CfnInstanceProfile, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type StoredWeights, verifyManifest } from '../weights/stored-weights.js';

export interface GpuNodeRoleProps {
  /** ARN of the ECS cluster that the node joins. */
  readonly clusterArn: string;
  /** What the node serves. */
  readonly weights: StoredWeights;
  /** Key prefixes of the adapters beside it, in the same bucket. */
  readonly adapterPrefixes: readonly string[];
}

/** What a GPU node may do: join its cluster, read the weights of its own model and adapters, be reached through Session Manager. */
export class GpuNodeRole extends Construct {
  readonly instanceProfileArn: string;

  constructor(scope: Construct, id: string, { clusterArn, weights, adapterPrefixes }: GpuNodeRoleProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    const rights = new ManagedPolicy(this, 'Policy', {
      roles: [role],
      statements: [...this.cluster(clusterArn), ...this.weights(weights, adapterPrefixes), this.session(), ...this.health()],
    });
    const profile = new CfnInstanceProfile(this, 'Profile', { roles: [role.roleName] });
    // A node is there as soon as its group is, and joins with what it may do by then; when all goes, it leaves its cluster before its rights go.
    profile.node.addDependency(rights);
    this.instanceProfileArn = profile.attrArn;
  }

  /** What the ECS agent does. */
  private cluster(clusterArn: string): PolicyStatement[] {
    const { account, partition, region } = Stack.of(this);
    return [
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
        resources: [clusterArn],
      }),
      new PolicyStatement({
        sid: 'ReportToCluster',
        actions: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
        resources: [`arn:${partition}:ecs:${region}:${account}:container-instance/*`],
        conditions: { ArnEquals: { 'ecs:cluster': clusterArn } },
      }),
    ];
  }

  private weights(weights: StoredWeights, adapterPrefixes: readonly string[]): PolicyStatement[] {
    return [
      new PolicyStatement({
        sid: 'ReadWeights',
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [weights.prefix, ...adapterPrefixes].map((prefix) => `arn:${Stack.of(this).partition}:s3:::${weights.bucket}/${prefix}/*`),
      }),
      new PolicyStatement({ sid: 'DecryptWeights', actions: ['kms:Decrypt'], resources: [weights.keyArn] }),
      verifyManifest(weights),
    ];
  }

  private session(): PolicyStatement {
    return new PolicyStatement({
      sid: 'SessionManager',
      actions: [
        'ssm:UpdateInstanceInformation',
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:ResourceAccount': Stack.of(this).account } },
    });
  }

  /** A node that cannot serve takes itself out, unless it is the last. */
  private health(): PolicyStatement[] {
    const { account, partition, region, stackName } = Stack.of(this);
    return [
      new PolicyStatement({
        sid: 'SeeWhetherOthersServe',
        actions: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingInstances'],
        // No resource level.
        resources: ['*'],
      }),
      new PolicyStatement({
        sid: 'FailOwnHealth',
        actions: ['autoscaling:SetInstanceHealth'],
        resources: [`arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${stackName}-*`],
      }),
    ];
  }
}
