import { federationOf } from '../clouds/clouds.js';
import { cloudOf } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork, googlePrincipalOf, hostsNamedBy } from '../topology/views.js';

/** Whether the gateway of a workload is on AWS and proves itself to another cloud by a token, which its role must be allowed to mint. */
export function mintsTokens(topology: Topology, id: string): boolean {
  const workload = entity(topology.workloads, id);
  if (topology.networks[gatewayNetwork(topology, workload) ?? '']?.cloud !== 'aws') return false;
  return hostsNamedBy(workload).some((named) => {
    const host = entity(topology.hosts, named.host);
    const federation = federationOf(cloudOf(host))?.kind;
    if (federation !== 'audience-of-the-provider') return federation === 'one-audience' || federation === 'audience-of-the-account';
    // Where Google replays a signed request, or the gateway is somebody there already, the role mints none.
    return googlePrincipalOf(topology, workload) === undefined && entity(topology.accounts.google, host.account).federation !== 'aws';
  });
}
