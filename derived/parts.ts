import { federationOf } from '../clouds/clouds.js';
import { cloudOf } from '../hosts/schemas.js';
import { dividedStacks, type Part, partsOf } from '../hosts/shared/workload-parts.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../topology/views.js';

/** Gateway roles are where the first gateway on AWS is: IAM is global, its stack needs some home. Undefined when no gateway is on AWS. */
export function identityHome(topology: Topology): { readonly account: string; readonly region: string } | undefined {
  return sortedEntries(topology.gateway.zones)
    .map(([, place]) => entity(topology.networks, place.network))
    .find((network) => network.cloud === 'aws');
}

/** Gateway roles, by stack; none for a stack whose roles all exist already and mint no tokens. */
export function identityParts(topology: Topology): readonly Part[] {
  return partsOf(sortedEntries(topology.workloads), dividedStacks['aws-identity'].most).filter(({ workloads }) =>
    workloads.some(([id]) => topology.existing.roles[id] === undefined || mintsTokens(topology, id)),
  );
}

/** Whether the gateway of a workload proves itself to another cloud by a token, which its role must be allowed to mint. */
function mintsTokens(topology: Topology, workload: string): boolean {
  return entity(topology.workloads, workload).route.some((id) => {
    const host = entity(topology.hosts, id);
    const federation = federationOf(cloudOf(host));
    if (federation?.kind === 'one-audience') return true;
    return federation?.kind === 'audience-of-the-provider' && entity(topology.accounts.google, host.account).federation === 'oidc';
  });
}

/** Budgets of the workloads that one AWS account serves, by stack. */
export function financeParts(topology: Topology, account: string): readonly Part[] {
  const served = sortedEntries(topology.workloads).filter(([, workload]) =>
    hostsNamedBy(workload).some((named) => {
      const host = entity(topology.hosts, named.host);
      return cloudOf(host) === 'aws' && host.account === account;
    }),
  );
  return partsOf(served, dividedStacks['aws-finance'].most);
}
