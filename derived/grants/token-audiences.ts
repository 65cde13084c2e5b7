import { entraAudience } from '../../clouds/azure.js';
import { cloudOf } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, googlePrincipalOf, hostsNamedBy } from '../../topology/views.js';
import { physicalName } from '../names.js';

/** Audiences of the tokens that a gateway role mints: what another cloud of the workload's route or guard asks for. */
export function tokenAudiences(topology: Topology, workload: string): string[] {
  const entry = topology.workloads[workload];
  // A stack that is made for no workload has no tokens of one.
  if (entry === undefined) return [];
  const network = topology.networks[gatewayNetwork(topology, entry) ?? ''];
  return hostsNamedBy(entry).flatMap(({ host: id }) => {
    const host = entity(topology.hosts, id);
    if (cloudOf(host) === 'azure') return [entraAudience];
    if (cloudOf(host) === 'databricks') return [entity(topology.accounts.databricks, host.account).accountId];
    const google = cloudOf(host) === 'google' ? entity(topology.accounts.google, host.account) : undefined;
    // Where Google replays a signed request, or the gateway is somebody there already, the role mints no token.
    const minted = google?.federation === 'oidc' && googlePrincipalOf(topology, entry) === undefined;
    return minted && network !== undefined ? [providerAudience(topology, google.number, network.account)] : [];
  });
}

/** Audience of the provider of one AWS account in the pool of a Google project. */
export function providerAudience(topology: Topology, projectNumber: string, awsAlias: string): string {
  const pool = `projects/${projectNumber}/locations/global/workloadIdentityPools/${physicalName(32, topology.name, 'gateway')}`;
  return `https://iam.googleapis.com/${pool}/providers/${physicalName(32, 'aws', awsAlias)}`;
}
