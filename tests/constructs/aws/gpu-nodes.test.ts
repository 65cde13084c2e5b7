import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');
const data = propertiesOf(fleet, 'NodesLaunchTemplate').LaunchTemplateData;

describe('GPU nodes', () => {
  it('cannot be read without a session token, nor from a container', () => {
    expect(data.MetadataOptions).toEqual({ HttpEndpoint: 'enabled', HttpPutResponseHopLimit: 1, HttpTokens: 'required', InstanceMetadataTags: 'disabled' });
  });

  it('start from a versioned image, on an encrypted disk', () => {
    expect(data.ImageId).toBe(
      'resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/al2023-ami-ecs-gpu-hvm-2023.0.20260226-kernel-6.1-x86_64-ebs/image_id',
    );
    expect(data.BlockDeviceMappings).toMatchObject([{ Ebs: { Encrypted: true, DeleteOnTermination: true, VolumeSize: 200, VolumeType: 'gp3' } }]);
  });

  it('are as many as declared, inside the reservations, and stay', () => {
    expect(propertiesOf(fleet, 'NodesGroup')).toMatchObject({
      MinSize: '12',
      MaxSize: '12',
      DesiredCapacity: '12',
      DeletionProtection: 'prevent-all-deletion',
      NewInstancesProtectedFromScaleIn: true,
      CapacityReservationSpecification: {
        CapacityReservationTarget: { CapacityReservationResourceGroupArns: [{ Ref: expect.stringContaining('capacityeufleetgrouparn') }] },
      },
    });
  });

  it('are replaced without one more than there is capacity for', () => {
    expect(propertiesOf(fleet, 'NodesGroup').InstanceMaintenancePolicy).toEqual({ MinHealthyPercentage: 90, MaxHealthyPercentage: 100 });
    expect(propertiesOf(fleet, 'NodesCapacityProvider').AutoScalingGroupProvider).toMatchObject({
      ManagedDraining: 'ENABLED',
      ManagedTerminationProtection: 'ENABLED',
      ManagedScaling: { TargetCapacity: 100 },
    });
  });
});
