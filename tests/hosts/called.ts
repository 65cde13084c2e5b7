import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { gatewayOf } from '../../hosts/gateways.js';
import { entity } from '../../topology/views.js';
import { type Edit, topologyWith } from '../support/topologies.js';

/** How the gateway of a workload calls a host of a topology, with documentation values in place of deploy-time ones. */
export function called(workload: string, id: string, file = 'topology.yaml', ...edits: Edit[]) {
  const { topology } = topologyWith(edits, file);
  const host = entity(topology.hosts, id);
  const call = { topology, outputs: rehearsalOutputs(topology), workload, id, host };
  const facet = gatewayOf(host);
  return { targets: facet.targets(call), filter: facet.filter(call), search: facet.search(call) };
}

export const role = (workload: string) => `arn:aws:iam::111122223333:role/llama-platform-acme-${workload}`;
export const sts = (region: string) => `https://sts.${region}.amazonaws.com`;
