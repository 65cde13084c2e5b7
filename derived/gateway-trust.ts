import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork, sortedEntries } from '../topology/views.js';
import { gatewayRole, gatewayRoleArn } from './gateway-role.js';

/** What another cloud may trust. */
export interface Trust {
  /** Workloads by what their gateway role is called in AWS's tokens, and in what STS answers. */
  readonly subjects: ReadonlyMap<string, string>;
  /** Numbers of the accounts that gateways are in, and issuers of their tokens as far as they are known. */
  readonly accounts: ReadonlySet<string>;
  readonly issuers: ReadonlySet<string>;
}

export function trustIn({ topology, outputs }: { readonly topology: Topology; readonly outputs: Outputs }): Trust {
  const subjects = new Map<string, string>();
  const accounts = new Set<string>();
  const issuers = new Set<string>();
  for (const [workload, entry] of sortedEntries(topology.workloads)) {
    const network = topology.networks[gatewayNetwork(topology, entry) ?? ''];
    if (network?.cloud !== 'aws') continue;
    const { id: account, partition, oidcIssuer = outputs.issuers?.[network.account] } = entity(topology.accounts.aws, network.account);
    subjects.set(gatewayRoleArn(topology, account, workload), workload);
    subjects.set(`arn:${partition}:sts::${account}:assumed-role/${gatewayRole(topology, workload)}`, workload);
    accounts.add(account);
    if (oidcIssuer !== undefined) issuers.add(oidcIssuer);
  }
  return { subjects, accounts, issuers };
}
