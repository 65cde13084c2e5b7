import type { Host } from '../hosts/schemas.js';
import type { Capacity } from '../hosts/shared/host-traits.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { servedModel } from './adapter-memory.js';
import { nodeThroughput } from './node-throughput.js';
import { quotaTokensPerToken } from './quota-tokens.js';

/** Capacity of a host in its own unit: nodes of a fleet, the most replicas of an endpoint, tokens per minute elsewhere; none where it is not known. */
export function capacityOf(host: Host, lost: number): number {
  const capacity = traitsOf(host).capacity(host);
  switch (capacity.unit) {
    case 'nodes':
      return servingNodes(capacity, lost);
    case 'replicas':
      return capacity.most;
    case 'quota tokens':
      return capacity.perMinute === 'as needed' ? Number.POSITIVE_INFINITY : capacity.perMinute;
    case 'tokens':
      return capacity.perMinute;
    case 'unknown':
      return 0;
  }
}

type Nodes = Extract<Capacity, { unit: 'nodes' }>;
type Replicas = Extract<Capacity, { unit: 'replicas' }>;

/** Nodes that answer at one time: spares step in first, and during a transition each version carries everything alone. */
function servingNodes({ spare, versions }: Nodes, lost: number): number {
  const counts = versions.map(({ nodes, nodesField }) => (nodesField === 'nodes' ? Math.min(nodes - spare, nodes - lost) : nodes - lost));
  return Math.max(0, Math.min(...counts));
}

/** Part of a host's unit of capacity that one token per minute of a workload uses up; undefined where it is not known. */
export function sharePerToken(topology: Topology, host: Host, workload: Workload): number | undefined {
  const capacity = traitsOf(host).capacity(host);
  switch (capacity.unit) {
    case 'nodes': {
      const throughput = slowest(topology, host, capacity, workload);
      return throughput === undefined ? undefined : 1 / throughput;
    }
    case 'replicas': {
      const throughput = replicaThroughput(topology, host, capacity, workload);
      return throughput === undefined ? undefined : 1 / throughput;
    }
    case 'quota tokens':
      return quotaTokensPerToken(workload.load);
    case 'tokens':
      return 1;
    case 'unknown':
      return undefined;
  }
}

/** All GPUs of its machine are one replica. */
function replicaThroughput(topology: Topology, host: Host, { hardware, model }: Replicas, workload: Workload): number | undefined {
  if (hardware === 'unknown') return undefined;
  return nodeThroughput({ model: servedModel(topology, host, model), hardware, tensorParallel: hardware.gpus }, workload);
}

function slowest(topology: Topology, host: Host, { hardware, tensorParallel, versions }: Nodes, workload: Workload): number | undefined {
  if (hardware === 'unknown') return undefined;
  const each = versions.map(({ model }) => nodeThroughput({ model: servedModel(topology, host, model), hardware, tensorParallel }, workload));
  return each.some((tokens) => tokens === undefined) ? undefined : Math.min(...each.map((tokens) => tokens ?? 0));
}
