import type { AwsFleetHost } from './schema.js';

/** Whether capacity is held for a fleet beforehand: reservations, or blocks that were bought. */
export function hasDedicated({ reservations, blocks }: AwsFleetHost['capacity']): boolean {
  return Object.keys(reservations).length + Object.keys(blocks).length > 0;
}

/** Types of capacity that nodes may take, in the order they are drained: what is paid for anyway goes first. */
export function capacityLadder(capacity: AwsFleetHost['capacity']) {
  const { reservations, blocks, onDemand } = capacity;
  const steps = [
    Object.keys(reservations).length > 0 && ('on-demand-capacity-reservation' as const),
    Object.keys(blocks).length > 0 && ('capacity-block' as const),
    (onDemand || !hasDedicated(capacity)) && ('on-demand' as const),
  ];
  return steps.filter((step) => step !== false);
}
