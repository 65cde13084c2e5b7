import { hostsOn } from '../../hosts/select.js';
import { azureUse } from '../../hosts/traits.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork } from '../../topology/views.js';
import { azureWeights } from '../azure-fleet-names.js';
import { gatewayRoleArn } from '../gateway-role.js';
import type { Bound, GrantContext, Values } from './blanks.js';

/** What may fill the blanks of a form in a module on Azure. */
export function azureValues(topology: Topology, { place }: GrantContext): Values {
  const uses = hostsOn(topology, 'azure').flatMap(([, host]) => (host.account === place.alias ? [azureUse(topology, host)] : []));
  const { subscription } = entity(topology.accounts.azure, place.alias);
  return {
    subscription: [subscription],
    // Which of them, residency/org-boundary judges.
    location: uses.flatMap(({ locations }) => locations),
    sku: uses.flatMap(({ skus }) => skus),
    model: uses.flatMap(({ models }) => models),
    ...(topology.weights.ingestPrincipal !== undefined && { 'ingest principal': [topology.weights.ingestPrincipal] }),
    ...fleetValues(topology, place.subject),
  };
}

/** What the nodes of a fleet and its load balancer read. */
function fleetValues(topology: Topology, id: string): Values {
  const host = topology.hosts[id];
  if (host === undefined || !('registry' in host)) return {};
  const { containerId, signingKeyId } = azureWeights(topology, host.account, host.region);
  const { vault, certificate } = host.endpoint;
  return {
    'weights container': [containerId],
    'signing key': [signingKeyId],
    'image registry': [host.registry],
    'certificate secret': [`${vault}/secrets/${certificate.split('/').pop()}`],
  };
}

/** The same for the entity that the name of a resource speaks of. */
export function azureBoundValues(topology: Topology, outputs: Outputs, { workload }: Bound): Values {
  if (workload === undefined) return {};
  const network = topology.networks[gatewayNetwork(topology, entity(topology.workloads, workload)) ?? ''];
  if (network?.cloud !== 'aws') return {};
  const { id, oidcIssuer = outputs.issuers?.[network.account] } = entity(topology.accounts.aws, network.account);
  return {
    'gateway subject': [gatewayRoleArn(topology, id, workload)],
    ...(oidcIssuer !== undefined && { issuer: [oidcIssuer] }),
  };
}
