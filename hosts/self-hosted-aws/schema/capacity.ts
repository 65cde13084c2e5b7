import { z } from 'zod';
import { availabilityZone, count, day, entities, instanceType, positiveCount } from '../../../topology/schema/primitives.js';

/** `spare`: how many of `count` run no replica, so that a deployment starts new ones before it stops old ones. */
export const nodes = z.strictObject({
  instanceType: instanceType.meta({ description: 'Instance type of every node. facts/ec2.yaml says where it is offered.' }),
  count: positiveCount.meta({ description: 'Nodes, the spare ones included.', unit: 'nodes', examples: [12] }),
  spare: count
    .default(0)
    .meta({ description: 'How many of them run no replica, so that a deployment starts new replicas before it stops old ones.', unit: 'nodes', examples: [1] }),
});

/** An on-demand capacity reservation made by the capacity stack: billed from creation, used or not. */
const reservation = z.strictObject({
  availabilityZone: availabilityZone.meta({ description: 'Zone of the reservation, one of its network.' }),
  count: positiveCount.meta({ description: 'Nodes that it reserves.', unit: 'nodes', examples: [6] }),
});

/** A Capacity Block bought beforehand. No stack ever buys one: a retry would buy twice, a delete refunds nothing. */
const capacityBlock = z.strictObject({
  reservationId: z
    .string()
    .regex(/^cr-[0-9a-f]{8,17}$/, 'a capacity reservation id, such as cr-0123456789abcdef0')
    .meta({ description: 'Id of the block. It was bought by hand: no stack buys one.', examples: ['cr-0123456789abcdef0'] }),
  availabilityZone: availabilityZone.meta({ description: 'Zone of the block.' }),
  count: positiveCount.meta({ description: 'Nodes of the block.', unit: 'nodes', examples: [4] }),
  start: day.meta({ description: 'First day of the block.', examples: ['2026-11-01'] }),
  end: day.meta({ description: 'Last day of the block: EC2 ends its instances from 11:00 UTC on.', examples: ['2027-04-30'] }),
});

export const capacity = z.strictObject({
  reservations: entities(reservation, 'a')
    .default({})
    .meta({ description: 'On-demand capacity reservations that are made, and billed from then on, used or not.' }),
  blocks: entities(capacityBlock, 'winter').default({}).meta({ description: 'Capacity Blocks that were bought.' }),
  onDemand: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether nodes may also start without either, if EC2 has any.', examples: [true] }),
});
