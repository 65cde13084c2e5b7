import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { PrivatePlacement } from '../network/private-placement.js';

/** What every node of a group is: machine, image, first boot and rights. */
export interface GpuNode {
  /** EC2 instance type, such as `p5.48xlarge`. */
  readonly instanceType: string;
  /** Versioned SSM parameter of the node image: a new image is a visible change, never a surprise. */
  readonly imageParameter: string;
  /** What the node runs at first boot, in clear text. */
  readonly userData: string;
  /** ARN of the instance profile with the node's role. */
  readonly instanceProfileArn: string;
  /** ARN of the key that encrypts its volumes. */
  readonly keyArn: string;
}

/** Adds the launch template of a node to the scope. */
export function nodeTemplate(
  scope: Construct,
  node: GpuNode,
  { securityGroupId }: PrivatePlacement,
  tagged: Readonly<Record<string, string>>,
): CfnLaunchTemplate {
  const tags = Object.entries(tagged).map(([key, value]) => ({ key, value }));
  return new CfnLaunchTemplate(scope, 'LaunchTemplate', {
    launchTemplateData: {
      imageId: `resolve:ssm:${node.imageParameter}`,
      instanceType: node.instanceType,
      iamInstanceProfile: { arn: node.instanceProfileArn },
      securityGroupIds: [securityGroupId],
      // ECS attaches no trunk interface to a node whose resource name is answered with an IPv4 address.
      privateDnsNameOptions: { hostnameType: 'ip-name', enableResourceNameDnsARecord: false, enableResourceNameDnsAaaaRecord: false },
      // Session tokens only, one hop: a container cannot reach the node's role.
      metadataOptions: { httpTokens: 'required', httpEndpoint: 'enabled', httpPutResponseHopLimit: 1, instanceMetadataTags: 'disabled' },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeType: 'gp3', volumeSize: 200, encrypted: true, kmsKeyId: node.keyArn, deleteOnTermination: true },
        },
      ],
      monitoring: { enabled: true },
      userData: Fn.base64(node.userData),
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
    },
    tagSpecifications: [{ resourceType: 'launch-template', tags }],
  });
}
