import { CfnInstanceProfile, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type CfnResource, Stack } from 'aws-cdk-lib/core';
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
  private readonly rights: ManagedPolicy;

  constructor(scope: Construct, id: string, { clusterArn, weights, adapterPrefixes }: GpuNodeRoleProps) {
    super(scope, id);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    this.rights = new ManagedPolicy(this, 'Policy', {
      roles: [role],
      statements: [...this.cluster(clusterArn), ...this.weights(weights, adapterPrefixes), this.session()],
    });
    const profile = new CfnInstanceProfile(this, 'Profile', { roles: [role.roleName] });
    // A node is there as soon as its group is, and joins with what it may do by then; when all goes, it leaves its cluster before its rights go.
    profile.node.addDependency(this.rights);
    this.instanceProfileArn = profile.attrArn;
  }

  /**
   * A node that cannot serve takes itself out of its group, unless it is the last. CloudFormation names the group by stack and logical id
   * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-autoscalinggroup.html); the stack's name alone begins those of other fleets too.
   */
  takesItselfOutOf(group: CfnResource): void {
    const stack = Stack.of(this);
    const name = `${stack.stackName}-${stack.getLogicalId(group)}-*`;
    this.rights.addStatements(
      new PolicyStatement({
        sid: 'SeeWhetherOthersServe',
        actions: ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingInstances'],
        // No resource level.
        resources: ['*'],
      }),
      new PolicyStatement({
        sid: 'FailOwnHealth',
        actions: ['autoscaling:SetInstanceHealth'],
        resources: [`arn:${stack.partition}:autoscaling:${stack.region}:${stack.account}:autoScalingGroup:*:autoScalingGroupName/${name}`],
      }),
    );
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
}
