import { sortedEntries } from '../../topology/views.js';
import type { GoogleFleetHost } from './schema.js';

/**
 * How many nodes of a fleet are on each of its reservations, in the order of their keys: each is filled before the next,
 * and one that nothing is left for is left out. What a reservation has beyond that stays free.
 */
export function nodeCounts(host: GoogleFleetHost): [reservation: string, place: { readonly zone: string; readonly nodes: number }][] {
  let left = host.nodes.count;
  return sortedEntries(host.capacity.reservations).flatMap(([key, { zone, count }]): [string, { zone: string; nodes: number }][] => {
    const nodes = Math.min(left, count);
    left -= nodes;
    return nodes === 0 ? [] : [[key, { zone, nodes }]];
  });
}
