import type { Construct } from 'constructs';
import { GpuReservation } from '../../../constructs/google/capacity/gpu-reservation.js';
import { setOrigin } from '../../../constructs/origin.js';
import { machineType } from '../../../facts/google.js';
import type { StackContext } from '../../../stacks/context.js';
import { GoogleStack } from '../../../stacks/google/google-stack.js';
import { reservationName } from '../../../stacks/google/names.js';
import { entity, sortedEntries } from '../../../topology/views.js';
import type { GoogleFleetHost } from '../schema.js';

/** Dedicated capacity of one fleet, apart from it: it is billed from creation and outlives any deployment. */
export class CapacityStack extends GoogleStack {
  constructor(scope: Construct, context: StackContext, id: string, host: GoogleFleetHost) {
    super(scope, context, {
      account: host.account,
      region: host.region,
      name: ['google-capacity', id],
      origin: `hosts.${id}.capacity`,
      tags: { host: id },
    });
    const { topology } = context;
    const { project } = entity(topology.accounts.google, host.account);
    const machine = machineType(host.nodes.instanceType);
    for (const [key, { zone, count }] of sortedEntries(host.capacity.reservations)) {
      const reservation = new GpuReservation(this, key, {
        project,
        zone,
        name: reservationName(topology, id, key),
        count,
        machine: {
          type: host.nodes.instanceType,
          ...(machine && { accelerator: { type: machine.accelerator, count: machine.gpus } }),
          localSsds: machine?.localSsds ?? 0,
        },
      });
      setOrigin(reservation, `hosts.${id}.capacity.reservations.${key}`);
    }
  }
}
