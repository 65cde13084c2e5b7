import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnCapacityProvider, CfnClusterCapacityProviderAssociations } from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { PrivatePlacement } from '../network/private-placement.js';
import { type GpuNode, nodeTemplate } from './node-template.js';

/** What a group may launch on. */
export interface NodeCapacity {
  /**
   * ARN of the resource group of reservations and blocks.
   * @default - none: the group may only launch on demand
   */
  readonly groupArn?: string | undefined;
  /** Capacity types in the order they are drained. */
  readonly ladder: readonly ('on-demand-capacity-reservation' | 'capacity-block' | 'on-demand')[];
}

export interface GpuNodesProps {
  /** Name of the ECS cluster that the nodes join. */
  readonly clusterName: string;
  /** Nodes at any time, but while one is replaced. */
  readonly count: number;
  /** What each node is. */
  readonly node: GpuNode;
  /** Where nodes get their addresses. */
  readonly network: PrivatePlacement;
  /** What they launch on. */
  readonly capacity: NodeCapacity;
  /** Tags of nodes, volumes, network interfaces and launch template. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Until a node serves: loading weights onto eight disks takes most of this. In seconds. */
const startSeconds = 1_800;

/** GPU nodes on dedicated capacity, and the capacity provider that gives them to ECS and drains them. */
export class GpuNodes extends Construct {
  readonly group: CfnAutoScalingGroup;
  readonly capacityProvider: string;
  /** A service may name the provider only once the cluster knows it. */
  readonly association: CfnClusterCapacityProviderAssociations;

  constructor(scope: Construct, id: string, props: GpuNodesProps) {
    super(scope, id);
    this.group = this.groupOf(props);
    const provider = new CfnCapacityProvider(this, 'CapacityProvider', {
      autoScalingGroupProvider: {
        autoScalingGroupArn: this.group.ref,
        managedScaling: { status: 'ENABLED', targetCapacity: 100, instanceWarmupPeriod: startSeconds },
        managedTerminationProtection: 'ENABLED',
        managedDraining: 'ENABLED',
      },
    });
    this.capacityProvider = provider.ref;
    this.association = new CfnClusterCapacityProviderAssociations(this, 'Association', {
      cluster: props.clusterName,
      capacityProviders: [provider.ref],
      defaultCapacityProviderStrategy: [{ capacityProvider: provider.ref, weight: 1 }],
    });
  }

  private groupOf({ count, node, network, capacity, tags }: GpuNodesProps): CfnAutoScalingGroup {
    const template = nodeTemplate(this, node, network, tags);
    return new CfnAutoScalingGroup(this, 'Group', {
      minSize: String(count),
      maxSize: String(count),
      desiredCapacity: String(count),
      vpcZoneIdentifier: [...network.subnets],
      mixedInstancesPolicy: {
        launchTemplate: { launchTemplateSpecification: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber } },
        instancesDistribution: { onDemandAllocationStrategy: 'prioritized', distributionSegments: [{ targetCapacityTypes: [...capacity.ladder] }] },
      },
      // With segments the target stands here, with this preference alone; what a launch template says of either is overridden.
      ...(capacity.groupArn !== undefined && {
        capacityReservationSpecification: {
          capacityReservationPreference: 'default',
          capacityReservationTarget: { capacityReservationResourceGroupArns: [capacity.groupArn] },
        },
      }),
      // The agent takes over health once the node serves.
      healthCheckType: 'EC2',
      healthCheckGracePeriod: startSeconds,
      defaultInstanceWarmup: startSeconds,
      newInstancesProtectedFromScaleIn: true,
      deletionProtection: 'prevent-all-deletion',
      // Replace one at a time: there is no spare p5 to launch first.
      instanceMaintenancePolicy: { minHealthyPercentage: 90, maxHealthyPercentage: 100 },
      metricsCollection: [{ granularity: '1Minute' }],
      tags: Object.entries({ ...tags, Name: Stack.of(this).stackName }).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    });
  }
}
