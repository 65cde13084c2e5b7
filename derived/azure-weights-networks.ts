import { formOf } from '../hosts/schemas.js';
import { hostsOn } from '../hosts/select.js';
import type { Topology } from '../topology/schema/topology.js';

/** Networks with nodes that fetch weights of a subscription and region, sorted: each needs endpoints to them. */
export function azureWeightsNetworks(topology: Topology, account: string, region: string): string[] {
  const fleets = hostsOn(topology, 'azure').filter(([, host]) => formOf(host).weights === 'azure' && host.account === account && host.region === region);
  return [...new Set(fleets.map(([, { network }]) => network))].sort();
}
