import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('the capacity stack of a fleet on AWS', () => {
  it('holds capacity alone, so that a fleet can be made anew without giving it back', () => {
    expect(Object.values(written('aws-capacity-eu-fleet').Resources).map(({ Type }) => Type)).toEqual([
      'AWS::EC2::CapacityReservation',
      'AWS::EC2::CapacityReservation',
      'AWS::ResourceGroups::Group',
      'AWS::SSM::Parameter',
    ]);
    expect(propertiesOf(written('aws-capacity-eu-fleet'), 'GroupArn').Name).toBe('/llama/acme/capacity/eu-fleet/group-arn');
  });

  it('adds up to the nodes of its fleet', () => {
    const counts = Object.values(written('aws-capacity-desk-fleet', 'examples/transition.yaml').Resources)
      .filter(({ Type }) => Type === 'AWS::EC2::CapacityReservation')
      .map(({ Properties }) => [Properties.AvailabilityZone, Properties.InstanceCount]);
    // Two nodes for the model in use, two for the next.
    expect(counts).toEqual([
      ['eu-north-1a', 2],
      ['eu-north-1b', 2],
    ]);
  });
});
