import type { Construct } from 'constructs';
import { CapacityReservations } from '../../../constructs/aws/capacity/capacity-reservations.js';
import { AwsStack } from '../../../stacks/aws/aws-stack.js';
import type { StackContext } from '../../../stacks/context.js';
import { sortedEntries } from '../../../topology/views.js';
import type { AwsFleetHost } from '../schema.js';

/** Dedicated capacity of one host, apart from the fleet: it is billed from creation and outlives any deployment. */
export class CapacityStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, id: string, host: AwsFleetHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['aws-capacity', id],
      description: `Dedicated ${host.nodes.instanceType} capacity of ${id}`,
      origin: `hosts.${id}.capacity`,
      tags: { host: id },
      terminationProtection: true,
    });
    const { groupArn } = new CapacityReservations(this, 'Capacity', {
      instanceType: host.nodes.instanceType,
      reservations: host.capacity.reservations,
      blockIds: sortedEntries(host.capacity.blocks).map(([, block]) => block.reservationId),
      tags: this.financeTags,
    });
    this.share('GroupArn', ['capacity', id, 'group-arn'], groupArn);
  }
}
