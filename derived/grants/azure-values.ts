import { deployedModel } from '../../hosts/azure-foundry/model.js';
import { hostsOf } from '../../hosts/select.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork } from '../../topology/views.js';
import { gatewayRoleArn } from '../gateway-role.js';
import type { Bound, GrantContext, Values } from './blanks.js';

/** What may fill the blanks of a form in a module on Azure. */
export function azureValues(topology: Topology, { place }: GrantContext): Values {
  const hosts = hostsOf(topology, 'azure-foundry').flatMap(([, host]) => (host.account === place.alias ? [host] : []));
  const { subscription } = entity(topology.accounts.azure, place.alias);
  return {
    subscription: [subscription],
    // Which of them, residency/org-boundary judges.
    location: hosts.flatMap((host) => [host.region, entity(topology.networks, host.network).region]),
    sku: hosts.map((host) => host.sku),
    model: hosts.map((host) => `/models/${deployedModel(topology, host).name}/versions/${host.modelVersion}`),
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
