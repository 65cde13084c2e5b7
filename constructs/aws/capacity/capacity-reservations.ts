import { CfnCapacityReservation } from 'aws-cdk-lib/aws-ec2';
import { CfnGroup } from 'aws-cdk-lib/aws-resourcegroups';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface CapacityReservationsProps {
  /** EC2 instance type that is reserved, such as `p5.48xlarge`. */
  readonly instanceType: string;
  /** On-demand capacity reservations to create, by id. Billed from creation, used or not. */
  readonly reservations: Readonly<Record<string, { readonly availabilityZone: string; readonly count: number }>>;
  /** Reservation ids of Capacity Blocks bought beforehand. */
  readonly blockIds: readonly string[];
  /** Tags of reservations and group. */
  readonly tags: Readonly<Record<string, string>>;
}

/** All dedicated capacity of one host behind one handle: the group that its Auto Scaling group targets. */
export class CapacityReservations extends Construct {
  readonly groupArn: string;

  constructor(scope: Construct, id: string, props: CapacityReservationsProps) {
    super(scope, id);
    const { account, partition, region } = Stack.of(this);
    const tags = Object.entries(props.tags).map(([key, value]) => ({ key, value }));
    const created = Object.entries(props.reservations)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([key, { availabilityZone, count }]) =>
          new CfnCapacityReservation(this, `Reservation-${key}`, {
            instanceType: props.instanceType,
            instancePlatform: 'Linux/UNIX',
            instanceCount: count,
            availabilityZone,
            // Targeted: only instances that name this group may use it, so no other team's launch drains it.
            instanceMatchCriteria: 'targeted',
            endDateType: 'unlimited',
            tagSpecifications: [{ resourceType: 'capacity-reservation', tags }],
          }),
      );
    const group = new CfnGroup(this, 'Group', {
      name: `${Stack.of(this).stackName}-capacity`,
      configuration: [
        { type: 'AWS::EC2::CapacityReservationPool' },
        {
          type: 'AWS::ResourceGroups::Generic',
          parameters: [{ name: 'allowed-resource-types', values: ['AWS::EC2::CapacityReservation'] }],
        },
      ],
      resources: [
        ...created.map((reservation) => reservation.attrCapacityReservationArn),
        ...props.blockIds.map((block) => `arn:${partition}:ec2:${region}:${account}:capacity-reservation/${block}`),
      ],
    });
    this.groupArn = group.attrArn;
  }
}
