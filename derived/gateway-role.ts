import type { Topology } from '../topology/schema/topology.js';
import { roleArnOf } from './landing-zone.js';
import { gatewayRoleName } from './names.js';

/** Name of the role on AWS that the gateway takes for a workload, without its path: of the one that exists, else of the one made here. */
export function gatewayRole(topology: Topology, workload: string): string {
  const existing = topology.existing.roles[workload];
  return existing === undefined ? gatewayRoleName(topology.name, workload) : existing.slice(existing.lastIndexOf('/') + 1);
}

/** Its ARN. `account`: number of the account of the gateways, where one made here is. */
export function gatewayRoleArn(topology: Topology, account: string, workload: string): string {
  return topology.existing.roles[workload] ?? roleArnOf(topology, account, gatewayRoleName(topology.name, workload));
}
