import { foundryScope } from '../../clouds/azure.js';
import { chatLengths } from '../../facts/chat.js';
import { tokenPrice } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import { fieldsOf } from '../shared/chat-fields-gateway.js';
import { entraCredential } from '../shared/entra-caller-gateway.js';
import { answersOnly, type HostGateway, known } from '../shared/host-gateway.js';
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
          credential: entraCredential(call, foundryScope),
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
