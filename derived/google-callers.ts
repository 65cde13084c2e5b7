import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork, googlePrincipalOf } from '../topology/views.js';
import { physicalName, serviceAccountId } from './names.js';

/**
 * What the gateway of a workload is in a Google project: who it calls as, and what its proof of AWS is made for, unless it is somebody on Google already.
 * Undefined where the gateway is not on AWS.
 */
export function googleCaller(topology: Topology, alias: string, workload: string): { readonly serviceAccount: string; readonly audience?: string } | undefined {
  const entry = entity(topology.workloads, workload);
  const network = topology.networks[gatewayNetwork(topology, entry) ?? ''];
  if (network?.cloud !== 'aws') return undefined;
  const { project, number, federation } = entity(topology.accounts.google, alias);
  const pool = `projects/${number}/locations/global/workloadIdentityPools/${physicalName(32, topology.name, 'gateway')}`;
  return {
    serviceAccount: `${serviceAccountId(topology.name, workload)}@${project}.iam.gserviceaccount.com`,
    ...(googlePrincipalOf(topology, entry) === undefined && {
      audience: `${federation === 'oidc' ? 'https:' : ''}//iam.googleapis.com/${pool}/providers/${physicalName(32, 'aws', network.account)}`,
    }),
  };
}
