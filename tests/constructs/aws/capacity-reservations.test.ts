import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const capacity = written('aws-capacity-eu-fleet');

describe('capacity reservations', () => {
  it('are open-ended, for who asks for them by name, one for each zone', () => {
    for (const [id, zone] of [
      ['CapacityReservationa', 'eu-north-1a'],
      ['CapacityReservationb', 'eu-north-1b'],
    ] as const) {
      expect(propertiesOf(capacity, id)).toMatchObject({
        AvailabilityZone: zone,
        EndDateType: 'unlimited',
        InstanceCount: 6,
        InstanceMatchCriteria: 'targeted',
        InstancePlatform: 'Linux/UNIX',
        InstanceType: 'p5.48xlarge',
      });
    }
  });

  it('are joined with purchased blocks in the group that the fleet starts from', () => {
    const sovereign = written('aws-capacity-fleet', 'examples/sovereign.yaml');
    expect(propertiesOf(sovereign, 'CapacityGroup').Resources).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching(/^CapacityReservationbase/), 'CapacityReservationArn'] },
      'arn:aws:ec2:eu-north-1:444455556666:capacity-reservation/cr-0123456789abcdef0',
    ]);
    expect(propertiesOf(capacity, 'CapacityGroup').Configuration[0]).toEqual({ Type: 'AWS::EC2::CapacityReservationPool' });
  });
});
