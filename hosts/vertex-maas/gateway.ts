import { chatLengths } from '../../facts/chat.js';
import { maasOffer } from '../../facts/google.js';
import { tokenPrice } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import { fieldsOf } from '../shared/chat-fields-gateway.js';
import { googleCredential } from '../shared/google-caller-gateway.js';
import { answersOnly, type HostGateway } from '../shared/host-gateway.js';
import type { VertexMaasHost } from './schema.js';

const unknownLengths = { contextTokens: 8_192, answerTokens: 2_048 };

/** A managed model, at the regional endpoint for Google APIs. */
export const gateway: HostGateway<VertexMaasHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, host } = call;
    const { release } = entity(topology.models, host.model);
    const { project } = entity(topology.accounts.google, host.account);
    const name = `${host.region}-aiplatform.googleapis.com`;
    return [
      {
        version: 'present',
        percent: 100,
        server: {
          protocol: 'openai',
          endpoint: { address: name, port: 443, name, trust: { by: 'public' } },
          path: `/v1/projects/${project}/locations/${host.region}/endpoints/openapi/chat/completions`,
          credential: googleCredential(call),
          headers: {},
        },
        body: { model: maasOffer(release)?.requestModel ?? release, priority: 'refused' },
        fields: fieldsOf('vertex-maas', release),
        ...(chatLengths('vertex-maas', release) ?? unknownLengths),
        price: tokenPrice('vertex', release, host.region) ?? 'unknown',
      },
    ];
  },
};
