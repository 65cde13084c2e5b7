import { isFleet } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { type Flow, peakOf, perYear } from './flow.js';

/** What becomes of a workload at the last host of its route, which a provider runs. */
export interface Shortfall {
  readonly workload: string;
  readonly host: string;
  /**
   * What lacks in the busiest minute, in the unit that its capacity is counted in, and the part of all that arrives which finds no place; `unknown` where
   * nothing says what it carries.
   */
  readonly lacks: { readonly most: number; readonly unit: 'tokens per minute' | 'replicas'; readonly share: number } | 'unknown';
}

/** Workloads that a host of a provider does not carry whole, or that nobody knows it to carry, and that have no further host. */
export function shortfalls(topology: Topology, flows: readonly Flow[]): Shortfall[] {
  return flows.flatMap(({ workload, host, arriving, unserved, share }): Shortfall[] => {
    const one = entity(topology.hosts, host);
    if (isFleet(one) || entity(topology.workloads, workload).route.at(-1) !== host || peakOf(arriving) === 0) return [];
    const { unit } = traitsOf(one).capacity(one);
    if (share === undefined || unit === 'unknown') return [{ workload, host, lacks: 'unknown' }];
    if (peakOf(unserved) === 0) return [];
    return [
      {
        workload,
        host,
        lacks: { most: peakOf(unserved) * share, unit: unit === 'replicas' ? unit : 'tokens per minute', share: perYear(unserved) / perYear(arriving) },
      },
    ];
  });
}
