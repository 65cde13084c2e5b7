import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnCapacityProvider, CfnClusterCapacityProviderAssociations } from 'aws-cdk-lib/aws-ecs';
import { Fn, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface GpuNodesProps {
  readonly clusterName: string;
  readonly instanceType: string;
  readonly count: number;
  /** Versioned SSM parameter of the node image: a new image is a visible change, never a surprise. */
  readonly imageParameter: string;
  /** What the node runs at first boot. */
  readonly userData: string;
  readonly instanceProfileArn: string;
  readonly keyArn: string;
  readonly subnets: readonly string[];
  readonly securityGroupId: string;
  /** Resource group of reservations and blocks, or none for a fleet that may only launch on demand. */
  readonly capacityGroupArn: string | undefined;
  /** Capacity types in the order they are drained. */
  readonly capacityLadder: readonly ('on-demand-capacity-reservation' | 'capacity-block' | 'on-demand')[];
  readonly tags: Readonly<Record<string, string>>;
}

/** GPU nodes on dedicated capacity, and the capacity provider that gives them to ECS and drains them. */
export class GpuNodes extends Construct {
  readonly capacityProvider: string;
  /** A service may name the provider only once the cluster knows it. */
  readonly association: CfnClusterCapacityProviderAssociations;

  constructor(scope: Construct, id: string, props: GpuNodesProps) {
    super(scope, id);
    const template = this.launchTemplate(props);
    const group = new CfnAutoScalingGroup(this, 'Group', {
      minSize: String(props.count),
      maxSize: String(props.count),
      desiredCapacity: String(props.count),
      vpcZoneIdentifier: [...props.subnets],
      mixedInstancesPolicy: {
        launchTemplate: { launchTemplateSpecification: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber } },
        instancesDistribution: { onDemandAllocationStrategy: 'prioritized', distributionSegments: [{ targetCapacityTypes: [...props.capacityLadder] }] },
      },
      // With segments the target stands here, with this preference alone; what a launch template says of either is overridden.
      ...(props.capacityGroupArn !== undefined && {
        capacityReservationSpecification: {
          capacityReservationPreference: 'default',
          capacityReservationTarget: { capacityReservationResourceGroupArns: [props.capacityGroupArn] },
        },
      }),
      // The agent takes over health once the node serves; loading weights onto eight disks takes most of this.
      healthCheckType: 'EC2',
      healthCheckGracePeriod: 1_800,
      defaultInstanceWarmup: 1_800,
      newInstancesProtectedFromScaleIn: true,
      deletionProtection: 'prevent-all-deletion',
      // Replace one at a time: there is no spare p5 to launch first.
      instanceMaintenancePolicy: { minHealthyPercentage: 90, maxHealthyPercentage: 100 },
      metricsCollection: [{ granularity: '1Minute' }],
      tags: Object.entries({ ...props.tags, Name: Stack.of(this).stackName }).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    });
    const provider = new CfnCapacityProvider(this, 'CapacityProvider', {
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.ref,
        managedScaling: { status: 'ENABLED', targetCapacity: 100, instanceWarmupPeriod: 1_800 },
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

  private launchTemplate(props: GpuNodesProps): CfnLaunchTemplate {
    const tags = Object.entries(props.tags).map(([key, value]) => ({ key, value }));
    return new CfnLaunchTemplate(this, 'LaunchTemplate', {
      launchTemplateData: {
        imageId: `resolve:ssm:${props.imageParameter}`,
        instanceType: props.instanceType,
        iamInstanceProfile: { arn: props.instanceProfileArn },
        securityGroupIds: [props.securityGroupId],
        // ECS attaches no trunk interface to a node whose resource name is answered with an IPv4 address.
        privateDnsNameOptions: { hostnameType: 'ip-name', enableResourceNameDnsARecord: false, enableResourceNameDnsAaaaRecord: false },
        // Session tokens only, one hop: a container cannot reach the node's role.
        metadataOptions: { httpTokens: 'required', httpEndpoint: 'enabled', httpPutResponseHopLimit: 1, instanceMetadataTags: 'disabled' },
        blockDeviceMappings: [
          {
            deviceName: '/dev/xvda',
            ebs: { volumeType: 'gp3', volumeSize: 200, encrypted: true, kmsKeyId: props.keyArn, deleteOnTermination: true },
          },
        ],
        monitoring: { enabled: true },
        userData: Fn.base64(props.userData),
        tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
      },
      tagSpecifications: [{ resourceType: 'launch-template', tags }],
    });
  }
}
