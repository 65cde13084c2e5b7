import { cloudOf } from '../hosts/schemas.js';
import { dividedStacks, type Part, partsOf } from '../hosts/shared/workload-parts.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../topology/views.js';
import { mintsTokens } from './gateway-tokens.js';

/** Gateway roles are where the first gateway on AWS is: IAM is global, its stack needs some home. Undefined when no gateway is on AWS. */
export function identityHome(topology: Topology): { readonly account: string; readonly region: string } | undefined {
  return sortedEntries(topology.gateway.zones)
    .map(([, place]) => entity(topology.networks, place.network))
    .find((network) => network.cloud === 'aws');
}

/** Gateway roles, by stack. The first holds the roles of zones, too; a later one is left out where its roles all exist already and mint no tokens. */
export function identityParts(topology: Topology): readonly Part[] {
  return partsOf(sortedEntries(topology.workloads), dividedStacks['aws-identity'].most).filter(
    ({ number, workloads }) => number === 1 || workloads.some(([id]) => topology.existing.roles[id] === undefined || mintsTokens(topology, id)),
  );
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
