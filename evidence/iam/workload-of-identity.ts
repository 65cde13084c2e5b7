import { gatewayRoleName, serviceAccountId } from '../../derived/names.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Resource } from '../synthesized/stack.js';

/** The physical name that an identity of a workload has in each cloud; on Azure what it ends with. */
const names: Readonly<Record<string, readonly [property: string, is: (name: string, topology: string, workload: string) => boolean]>> = {
  'AWS::IAM::Role': ['RoleName', (name, topology, workload) => name === gatewayRoleName(topology, workload)],
  google_service_account: ['account_id', (name, topology, workload) => name === serviceAccountId(topology, workload)],
  azurerm_user_assigned_identity: ['name', (name, _topology, workload) => name.endsWith(`-for-${workload}`)],
  ibm_iam_trusted_profile: ['name', (name, _topology, workload) => name.endsWith(`-for-${workload}`)],
  databricks_service_principal: ['display_name', (name, _topology, workload) => name.endsWith(`-for-${workload}`)],
};

/** The workload that an identity is that of, by the name it is deployed with; undefined for every other resource. */
export function workloadOfIdentity({ name: topology, workloads }: Topology, { type, properties }: Resource): string | undefined {
  const [property, is] = names[type] ?? [];
  const name = property === undefined ? undefined : properties[property];
  if (is === undefined || typeof name !== 'string') return undefined;
  // One workload may be named after the end of another.
  const [longest] = Object.keys(workloads)
    .filter((workload) => is(name, topology, workload))
    .sort((a, b) => b.length - a.length);
  return longest;
}
