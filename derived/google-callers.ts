import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork } from '../topology/views.js';
import { physicalName, serviceAccountId } from './names.js';

/** What the gateway of a workload is in a Google project: who it calls as, and what its proof is made for. Undefined where the gateway is not on AWS. */
export function googleCaller(topology: Topology, alias: string, workload: string): { readonly serviceAccount: string; readonly audience: string } | undefined {
  const network = topology.networks[gatewayNetwork(topology, entity(topology.workloads, workload)) ?? ''];
  if (network?.cloud !== 'aws') return undefined;
  const { project, number, federation } = entity(topology.accounts.google, alias);
  const pool = `projects/${number}/locations/global/workloadIdentityPools/${physicalName(32, topology.name, 'gateway')}`;
  return {
    serviceAccount: `${serviceAccountId(topology.name, workload)}@${project}.iam.gserviceaccount.com`,
    audience: `${federation === 'oidc' ? 'https:' : ''}//iam.googleapis.com/${pool}/providers/${physicalName(32, 'aws', network.account)}`,
  };
}
