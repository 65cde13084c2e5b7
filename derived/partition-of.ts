import type { Topology } from '../topology/schema/topology.js';

/** AWS partition of an account by its number; `unknown`, which is part of no ARN that a policy admits, for one that the topology does not name. */
export function partitionOf(topology: Topology, account: string): string {
  return Object.values(topology.accounts.aws).find(({ id }) => id === account)?.partition ?? 'unknown';
}
