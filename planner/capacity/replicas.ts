import type { Host } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { demandOf, type Flow } from './flow.js';
import { throughputInterval } from './interval.js';

/** What an endpoint of a provider has to carry, in replicas, and what it may run. */
export interface ReplicaAnswer {
  readonly host: string;
  readonly least: number;
  readonly most: number;
  /** Mean and busiest minute of what arrives. */
  readonly mean: number;
  readonly peak: number;
  /** The busiest minute at the ends of the interval of a replica's throughput: high throughput first. */
  readonly peakBetween: readonly [number, number];
  /** Replicas that run in the mean, where each minute has as many whole ones as it asks for. */
  readonly running: number;
}

/** Endpoints whose replicas facts give a throughput, and that something arrives at. */
export function replicaAnswers(topology: Topology, flows: readonly Flow[]): ReplicaAnswer[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]): ReplicaAnswer[] => {
    const capacity = traitsOf(host).capacity(host);
    const on = flows.filter((flow) => flow.host === id);
    const running = runningReplicas(host, on);
    if (capacity.unit !== 'replicas' || running === 'unknown' || on.length === 0) return [];
    const demand = demandOf(on);
    const peak = demand.reduce((most, value) => Math.max(most, value), 0);
    const { low, high } = throughputInterval(
      topology,
      id,
      on.map(({ workload }) => workload),
    );
    return [
      {
        host: id,
        least: capacity.least,
        most: capacity.most,
        mean: demand.reduce((sum, value) => sum + value, 0) / demand.length,
        peak,
        peakBetween: [peak / high, peak / low],
        running,
      },
    ];
  });
}

/** Replicas that an endpoint runs in the mean; `unknown` where a host runs none, or nothing says what one carries. */
export function runningReplicas(host: Host, arriving: readonly Flow[]): number | 'unknown' {
  const capacity = traitsOf(host).capacity(host);
  if (capacity.unit !== 'replicas' || arriving.some(({ share }) => share === undefined)) return 'unknown';
  const { least, most } = capacity;
  const demand = demandOf(arriving);
  return demand.reduce((sum, value) => sum + Math.min(most, Math.max(least, Math.ceil(value))), 0) / demand.length;
}
