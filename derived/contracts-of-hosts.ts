import { clouds } from '../clouds/clouds.js';
import { cloudOf, type Host } from '../hosts/schemas.js';
import type { Contract } from '../topology/schema/contracts.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity, hostsNamedBy, sortedEntries } from '../topology/views.js';

/** A host that sees the prompts of a workload, and the contract that it runs under. */
export interface ContractUse {
  readonly workloadId: string;
  readonly workload: Workload;
  readonly hostId: string;
  readonly host: Host;
  readonly contractId: string;
  readonly contract: Contract;
}

/** Every contract that a workload depends on, by workload and host. Hosts without one are `contract/expired`'s. */
export function contractUses(topology: Topology): ContractUse[] {
  return sortedEntries(topology.workloads).flatMap(([workloadId, workload]) =>
    hostsNamedBy(workload).flatMap(({ host: hostId }) => {
      const host = entity(topology.hosts, hostId);
      if (host.contract === undefined) return [];
      return [{ workloadId, workload, hostId, host, contractId: host.contract, contract: entity(topology.contracts, host.contract) }];
    }),
  );
}

/** Uses of each contract by what they lack, so that one gap is one finding however many workloads it concerns. */
export function usesByContract(uses: readonly ContractUse[]): [contractId: string, uses: readonly ContractUse[]][] {
  const found = new Map<string, ContractUse[]>();
  for (const use of uses) found.set(use.contractId, [...(found.get(use.contractId) ?? []), use]);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Workloads and hosts in words: `claims on ohio-fleet, us-bedrock`. */
export function usersInWords(uses: readonly ContractUse[]): string {
  const hosts = new Map<string, Set<string>>();
  for (const { workloadId, hostId } of uses) hosts.set(workloadId, (hosts.get(workloadId) ?? new Set()).add(hostId));
  return [...hosts].map(([workload, on]) => `${workload} on ${[...on].join(', ')}`).join('; ');
}

/** Who has to be the other side of a host's contract. */
export function contractorOf(host: Host): string {
  return clouds[cloudOf(host)].contractsWith;
}
