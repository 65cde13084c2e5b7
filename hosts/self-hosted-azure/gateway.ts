import { vaultScope } from '../../clouds/azure.js';
import { azureFleetNames } from '../../derived/azure-fleet-names.js';
import { entraCredential } from '../shared/entra-caller-gateway.js';
import { fleetTarget } from '../shared/fleet-gateway.js';
import { answersOnly, type HostGateway } from '../shared/host-gateway.js';
import type { AzureFleetHost } from './schema.js';

/** vLLM on nodes of Azure behind one load balancer. */
export const gateway: HostGateway<AzureFleetHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, id, host } = call;
    const { apiKeyVault, apiKey } = azureFleetNames(topology, id);
    const credential = {
      ...entraCredential(call, vaultScope),
      kind: 'azure-secret',
      secret: `https://${apiKeyVault}.vault.azure.net/secrets/${apiKey}`,
    } as const;
    return [fleetTarget(call, { version: 'present', percent: 100, model: host.model }, { credential, headers: {} })];
  },
};
