import type { Topology } from '../../topology/schema/topology.js';
import type { Json } from './documents.js';
import { topologyWith } from './topologies.js';

/** The reference topology with this many workloads, all like `variable`: on the one Bedrock host. */
export function withWorkloads(count: number, edit: (workloads: Json) => void = () => {}): Topology {
  const topology: Json = structuredClone(topologyWith().topology);
  const { variable } = topology.workloads;
  const more = Math.max(0, count - Object.keys(topology.workloads).length);
  for (let index = 0; index < more; index++) topology.workloads[`w${index}`] = { ...variable, load: { ...variable.load, tokensPerYear: 1_000_000 } };
  edit(topology.workloads);
  return topology;
}
