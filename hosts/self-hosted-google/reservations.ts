import { sortedEntries } from '../../topology/views.js';
import type { GoogleFleetHost } from './schema.js';

/** How many nodes of a version are on a reservation. */
export type NodePlace = readonly [reservation: string, place: { readonly zone: string; readonly nodes: number }];

/**
 * How many nodes of a fleet are on each of its reservations, in the order of their keys: each is filled before the next,
 * and one that nothing is left for is left out. What a reservation has beyond that stays free.
 */
export function nodeCounts(host: GoogleFleetHost): NodePlace[] {
  return filled(host.nodes.count, sortedEntries(host.capacity.reservations));
}

/**
 * The same of the nodes of a transition, from the last reservation backwards: while nodes go from one version to the other one by one, those that stay
 * keep their places.
 */
export function nextNodeCounts(host: GoogleFleetHost): NodePlace[] {
  return filled(host.transition?.nodes ?? 0, sortedEntries(host.capacity.reservations).reverse()).reverse();
}

/** Nodes that reservations carry. */
export function reservedNodes({ capacity }: GoogleFleetHost): number {
  return Object.values(capacity.reservations).reduce((sum, { count }) => sum + count, 0);
}

function filled(nodes: number, reservations: readonly (readonly [string, { readonly zone: string; readonly count: number }])[]): NodePlace[] {
  let left = nodes;
  return reservations.flatMap(([key, { zone, count }]): NodePlace[] => {
    const taken = Math.min(left, count);
    left -= taken;
    return taken === 0 ? [] : [[key, { zone, nodes: taken }]];
  });
}
