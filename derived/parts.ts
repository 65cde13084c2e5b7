import { createHash } from 'node:crypto';
import { cloudOf } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity, hostsNamedBy, sortedEntries, workloadsOn } from '../topology/views.js';

/** A stack that holds something of every workload is split into this many at most; see docs/adr/0050. */
const partCount = 4;

/** Most workloads that one undivided stack takes: CloudFormation's limits on resources, outputs and bytes, less what else it holds. */
export const undivided = { identity: 240, bedrock: 165, finance: 240 } as const;

/** Workloads that share a stack. */
export interface Part {
  /** 1 is the stack with the name it has without a division. */
  readonly number: number;
  /** How many stacks there are. */
  readonly of: number;
  readonly workloads: readonly (readonly [id: string, workload: Workload])[];
}

/**
 * Workloads by stack. Up to `most` there is one; beyond, the digest of a workload's id decides, so that no workload moves
 * when another is added or removed. `part` of a workload overrules both.
 */
export function partsOf(workloads: readonly (readonly [string, Workload])[], most: number): readonly Part[] {
  const divided = workloads.length > most;
  const number = ([id, { part }]: readonly [string, Workload]) => part ?? (divided ? digestPart(id) : 1);
  const numbered = workloads.map((entry) => ({ entry, number: number(entry) }));
  const parts = Array.from({ length: partCount }, (_, index) => index + 1)
    .map((part) => ({ number: part, workloads: numbered.filter((one) => one.number === part).map(({ entry }) => entry) }))
    .filter((part) => part.number === 1 || part.workloads.length > 0);
  return parts.map((part) => ({ ...part, of: parts.length }));
}

/** Gateway roles are where the first gateway on AWS is: IAM is global, its stack needs some home. Undefined when no gateway is on AWS. */
export function identityHome(topology: Topology): { readonly account: string; readonly region: string } | undefined {
  return sortedEntries(topology.gateway.zones)
    .map(([, place]) => entity(topology.networks, place.network))
    .find((network) => network.cloud === 'aws');
}

/** Gateway roles, by stack. */
export const identityParts = (topology: Topology) => partsOf(sortedEntries(topology.workloads), undivided.identity);

/** Inference profiles of one Bedrock host, by stack. */
export const bedrockParts = (topology: Topology, host: string) => partsOf(workloadsOn(topology, host), undivided.bedrock);

/** Budgets of the workloads that one AWS account serves, by stack. */
export function financeParts(topology: Topology, account: string): readonly Part[] {
  const served = sortedEntries(topology.workloads).filter(([, workload]) =>
    hostsNamedBy(workload).some((named) => {
      const host = entity(topology.hosts, named.host);
      return cloudOf(host) === 'aws' && host.account === account;
    }),
  );
  return partsOf(served, undivided.finance);
}

/** What a part adds to the name of its stack; the first adds nothing. */
export function partSuffix(part: number): readonly string[] {
  return part === 1 ? [] : [`part-${part}`];
}

function digestPart(id: string): number {
  return ((createHash('sha256').update(id).digest()[0] ?? 0) % partCount) + 1;
}
