import { servedModel } from '../../derived/adapter-memory.js';
import { admission } from '../../derived/admission.js';
import { nodeEstimate } from '../../derived/node-throughput.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** Requests that one node of a fleet runs at once, and holds back behind them. */
export interface Pool {
  readonly slotsPerUnit: number;
  readonly placesPerUnit: number;
}

/** The pool of a fleet for its workloads, the narrowest of them; undefined where a host is no fleet, or nothing is known. */
export function poolOf(topology: Topology, id: string, workloads: readonly string[]): Pool | undefined {
  const host = entity(topology.hosts, id);
  const capacity = traitsOf(host).capacity(host);
  if (capacity.unit !== 'nodes' || capacity.hardware === 'unknown') return undefined;
  const { hardware, tensorParallel } = capacity;
  const slots = workloads.flatMap((workload) => {
    const found = nodeEstimate({ model: servedModel(topology, host, host.model), hardware, tensorParallel }, entity(topology.workloads, workload));
    return found.answer === 'estimate' ? [found.concurrency] : [];
  });
  if (slots.length === 0) return undefined;
  const slotsPerUnit = Math.min(...slots);
  return { slotsPerUnit, placesPerUnit: (slotsPerUnit * admission.waiting) / admission.running };
}
