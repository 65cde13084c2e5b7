import { sortedEntries } from '../../topology/views.js';
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

type Capacity = AwsFleetHost['capacity'];
type CapacityBlock = Capacity['blocks'][string];

/** Nodes that reservations and running blocks carry from a day on. A block carries none from its last day on: it ends before noon. */
export function dedicatedNodes(capacity: Capacity, day: string): number {
  const running = Object.values(capacity.blocks).filter(({ start, end }) => start <= day && day < end);
  return [...Object.values(capacity.reservations), ...running].reduce((sum, { count }) => sum + count, 0);
}

/** Days between two, both included, on which the dedicated capacity changes, the first day ahead of them. */
export function changeDays(capacity: Capacity, from: string, to: string): string[] {
  const changes = Object.values(capacity.blocks).flatMap(({ start, end }) => [start, end]);
  return [...new Set([from, ...changes.filter((day) => from < day && day <= to)])].sort();
}

/** Pairs of blocks whose second takes over from the first, in the order in which they end. */
export function successions(capacity: Capacity): { before: [string, CapacityBlock]; after: [string, CapacityBlock] }[] {
  const blocks = sortedEntries(capacity.blocks).sort(([, a], [, b]) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0));
  return blocks.flatMap((after) => {
    // The latest one that began and ended earlier; blocks bought side by side follow nothing.
    const before = blocks.filter(([, { start, end }]) => start < after[1].start && end < after[1].end).at(-1);
    return before === undefined ? [] : [{ before, after }];
  });
}
