import { sortedEntries } from '../../topology/views.js';
import type { AzureFleetHost } from './schema.js';

/** Nodes of a fleet in one zone, from one capacity. */
export interface NodePlace {
  readonly zone: string;
  readonly nodes: number;
  /** Id of the capacity reservation group that they start from; undefined on demand. */
  readonly group: string | undefined;
}

/** The place of nodes that no reservation has room for. */
const onDemandPlace = 'on-demand';

/**
 * How many nodes of a fleet are in each place, in the order of their keys: each reservation is filled before the next, and one that
 * nothing is left for is left out. What no reservation carries starts on demand, where that is allowed.
 */
export function nodePlaces({ nodes, capacity }: AzureFleetHost): [place: string, NodePlace][] {
  let left = nodes.count;
  const reserved = sortedEntries(capacity.reservations).flatMap(([key, { zone, count, group }]): [string, NodePlace][] => {
    const taken = Math.min(left, count);
    left -= taken;
    return taken === 0 ? [] : [[key, { zone, nodes: taken, group }]];
  });
  const { onDemand } = capacity;
  return left === 0 || onDemand === undefined ? reserved : [...reserved, [onDemandPlace, { zone: onDemand.zone, nodes: left, group: undefined }]];
}

/** Nodes that reservations carry. */
export function reservedNodes({ capacity }: AzureFleetHost): number {
  return Object.values(capacity.reservations).reduce((sum, { count }) => sum + count, 0);
}
