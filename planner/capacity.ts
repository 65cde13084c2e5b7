import type { SelfHostedHost } from '../hosts/schemas.js';
import type { AwsFleetHost } from '../hosts/self-hosted-aws/schema.js';
import { servedVersions } from '../hosts/shared/fleet-versions.js';
import { sortedEntries } from '../topology/views.js';

type Capacity = AwsFleetHost['capacity'];
type CapacityBlock = Capacity['blocks'][string];

/** Nodes that a fleet asks for, both versions of a transition together. */
export function declaredNodes(host: SelfHostedHost): number {
  return servedVersions(host).reduce((sum, { nodes }) => sum + nodes, 0);
}

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
