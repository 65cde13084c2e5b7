import { nodeEstimate } from '../../derived/node-throughput.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, workloadsOn } from '../../topology/views.js';

/** Ends of the interval of a fleet's throughput over its estimate, the widest of its workloads; one where nothing is known. */
export function fleetInterval(topology: Topology, id: string): { readonly low: number; readonly high: number } {
  const host = entity(topology.hosts, id);
  const capacity = traitsOf(host).capacity(host);
  if (capacity.unit !== 'nodes' || capacity.hardware === 'unknown') return { low: 1, high: 1 };
  const { hardware, tensorParallel } = capacity;
  const ends = workloadsOn(topology, id).flatMap(([, workload]) => {
    const found = nodeEstimate({ model: entity(topology.models, host.model), hardware, tensorParallel }, workload);
    return found.answer === 'estimate' ? [{ low: found.low / found.outputTokensPerSecond, high: found.high / found.outputTokensPerSecond }] : [];
  });
  return { low: Math.min(1, ...ends.map(({ low }) => low)), high: Math.max(1, ...ends.map(({ high }) => high)) };
}
