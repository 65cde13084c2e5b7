import { nameLimit } from '../facts/limits.js';
import type { Topology } from '../topology/schema/topology.js';
import { physicalName } from './names.js';

/** Name of the serving endpoint of a host, of its budget policy, and beginning of the names of its callers. */
export function servingName(topology: Topology, host: string): string {
  return physicalName(nameLimit('databricksEndpoint'), topology.name, host);
}

/** Name of what a workspace has once. */
export function workspaceName(topology: Topology, account: string): string {
  return physicalName(nameLimit('databricksEndpoint'), topology.name, account);
}

/** Name of the service principal of a workload. */
export function principalName(topology: Topology, host: string, workload: string): string {
  return `${servingName(topology, host)}-for-${workload}`;
}
