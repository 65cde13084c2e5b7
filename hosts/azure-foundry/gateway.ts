import { entraAudience, entraAuthority, foundryScope } from '../../clouds/azure.js';
import { tokenBrokerOf } from '../../derived/token-brokers.js';
import { chatLengths } from '../../facts/chat.js';
import { tokenPrice } from '../../facts/prices.js';
import type { Credential } from '../../runtime/gateway/forms/tokens.js';
import { entity } from '../../topology/views.js';
import { awsEndpoint, callerOf, gatewayPlace } from '../shared/aws-caller-gateway.js';
import { fieldsOf } from '../shared/chat-fields-gateway.js';
import { answersOnly, type GatewayCall, type HostGateway, known } from '../shared/host-gateway.js';
import type { AzureFoundryHost } from './schema.js';

const unknownLengths = { contextTokens: 8_192, answerTokens: 2_048 };

/** A deployment of a Foundry account, by the API that OpenAI's clients speak, behind its private endpoint. */
export const gateway: HostGateway<AzureFoundryHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, outputs, id, host } = call;
    const { release } = entity(topology.models, host.model);
    const found = outputs.hosts?.[id];
    // The account has three names; this is the one that the gateway's network resolves across the link.
    const [subdomain] = new URL(known(found?.endpoint, 'endpoint')).hostname.split('.');
    const name = `${subdomain}.services.ai.azure.com`;
    return [
      {
        version: 'present',
        percent: 100,
        server: {
          protocol: 'openai',
          endpoint: { address: name, port: 443, name, trust: { by: 'public' } },
          path: '/openai/v1/chat/completions',
          credential: entraCredential(call),
          headers: {},
        },
        body: { model: known(found?.deployment, 'deployment'), priority: 'refused' },
        fields: fieldsOf('foundry', release),
        ...(chatLengths('foundry', release) ?? unknownLengths),
        price: tokenPrice('azure', release, host.region) ?? 'unknown',
      },
    ];
  },
};

/** A token of Microsoft Entra, which has no private endpoint: a proxy of the organisation's fetches it, or the function that is made for it. */
function entraCredential({ topology, outputs, workload, id, host }: GatewayCall<AzureFoundryHost>): Credential {
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
    scope: foundryScope,
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
