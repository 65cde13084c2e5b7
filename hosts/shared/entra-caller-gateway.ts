import { entraAudience, entraAuthority } from '../../clouds/azure.js';
import { tokenBrokerOf } from '../../derived/token-brokers.js';
import type { Credential } from '../../runtime/gateway/forms/tokens.js';
import { entity } from '../../topology/views.js';
import { awsEndpoint, callerOf, gatewayPlace } from './aws-caller-gateway.js';
import { type GatewayCall, known } from './host-gateway.js';

type EntraCredential = Extract<Credential, { kind: 'entra' }>;

/** A token of Microsoft Entra, which has no private endpoint: a proxy of the organisation's fetches it, or the function that is made for it. */
export function entraCredential({ topology, outputs, workload, id, host }: GatewayCall<{ readonly account: string }>, scope: string): EntraCredential {
  const { tenant } = entity(topology.accounts.azure, host.account);
  const { region } = gatewayPlace(topology, workload);
  const { network } = entity(topology.gateway.zones, entity(topology.workloads, workload).zone);
  const proxy = topology.existing.egressProxies[network];
  return {
    kind: 'entra',
    ...callerOf(topology, workload),
    audience: entraAudience,
    tenant,
    clientId: known(outputs.hosts?.[id]?.clientIds?.[workload], 'clientIds'),
    scope,
    through:
      proxy === undefined
        ? {
            kind: 'function',
            arn: known(tokenBrokerOf(topology, workload), 'token broker'),
            lambdaEndpoint: awsEndpoint(topology, workload, 'lambda', region),
          }
        : { kind: 'proxy', proxy, tokenEndpoint: `${entraAuthority}/${tenant}/oauth2/v2.0/token` },
  };
}
