import type { ProviderKey } from '../topology/schema/provider-key.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, hostsNamedBy } from '../topology/views.js';

/** Keys of providers that the gateway of a workload reads, by host and sorted: it calls hosts that take no token of AWS. */
export function providerKeysOf(topology: Topology, workload: string): readonly (ProviderKey & { readonly host: string })[] {
  const named = new Set(hostsNamedBy(entity(topology.workloads, workload)).map(({ host }) => host));
  return [...named].sort().flatMap((id) => {
    const host = entity(topology.hosts, id);
    return 'apiKey' in host ? [{ host: id, ...host.apiKey }] : [];
  });
}
