import { servedModel } from '../../derived/adapter-memory.js';
import { nodeEstimate } from '../../derived/node-throughput.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** Ends of an interval over its estimate. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Of what a node or a replica of a host carries, the widest of some workloads; one where nothing is known. */
export function throughputInterval(topology: Topology, id: string, workloads: readonly string[]): Interval {
  const host = entity(topology.hosts, id);
  const capacity = traitsOf(host).capacity(host);
  if ((capacity.unit !== 'nodes' && capacity.unit !== 'replicas') || capacity.hardware === 'unknown') return { low: 1, high: 1 };
  const { hardware } = capacity;
  const [model, tensorParallel] = capacity.unit === 'nodes' ? [host.model, capacity.tensorParallel] : [capacity.model, hardware.gpus];
  const ends = workloads.flatMap((workload): Interval[] => {
    const found = nodeEstimate({ model: servedModel(topology, host, model), hardware, tensorParallel }, entity(topology.workloads, workload));
    return found.answer === 'estimate' ? [{ low: found.low / found.outputTokensPerSecond, high: found.high / found.outputTokensPerSecond }] : [];
  });
  return { low: Math.min(1, ...ends.map(({ low }) => low)), high: Math.max(1, ...ends.map(({ high }) => high)) };
}
