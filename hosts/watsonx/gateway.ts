import { ibmTokens, watsonxName } from '../../clouds/watsonx.js';
import { profileName } from '../../derived/ibm-places.js';
import { chatLengths } from '../../facts/chat.js';
import { tokenPrice } from '../../facts/prices.js';
import { watsonxApi } from '../../facts/watsonx.js';
import { certificateFile } from '../../runtime/gateway/forms/places.js';
import type { Credential } from '../../runtime/gateway/forms/tokens.js';
import { entity } from '../../topology/views.js';
import { awsEndpoint, callerOf, gatewayPlace } from '../shared/aws-caller-gateway.js';
import { fieldsOf } from '../shared/chat-fields-gateway.js';
import { answersOnly, type GatewayCall, type HostGateway } from '../shared/host-gateway.js';
import { throughProxy } from '../shared/proxied-gateway.js';
import { modelIdOf } from './offer.js';
import type { WatsonxHost } from './schema.js';

const unknownLengths = { contextTokens: 8_192, answerTokens: 2_048 };

/** The chat API of watsonx.ai, through the proxy of the zone. It is called as OpenAI's is, but for the names of model and space and the path of streams. */
export const gateway: HostGateway<WatsonxHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, host } = call;
    const { release } = entity(topology.models, host.model);
    const name = watsonxName(host.region);
    const { version } = watsonxApi();
    return [
      {
        version: 'present',
        percent: 100,
        server: {
          protocol: 'openai',
          endpoint: { address: name, port: 443, name, trust: { by: 'public' }, ...throughProxy(call) },
          path: `/ml/v1/text/chat?version=${version}`,
          streamPath: `/ml/v1/text/chat_stream?version=${version}`,
          credential: credentialOf(call),
          headers: {},
        },
        body: {
          model: modelIdOf(topology, host),
          priority: 'refused',
          names: { field: 'model_id', with: { space_id: host.space }, without: ['stream', 'stream_options'] },
        },
        fields: fieldsOf('watsonx', release),
        ...(chatLengths('watsonx', release) ?? unknownLengths),
        price: tokenPrice('watsonx', release, host.region) ?? 'unknown',
      },
    ];
  },
};

/** A token of the workload's trusted profile, for the key of the host's service ID. */
function credentialOf({ topology, workload, id, host }: GatewayCall<WatsonxHost>): Credential {
  const { region } = gatewayPlace(topology, workload);
  const { through } = throughProxy({ topology, workload });
  return {
    kind: 'ibm',
    ...callerOf(topology, workload),
    secretsEndpoint: awsEndpoint(topology, workload, 'secretsmanager', region),
    secret: host.apiKey.secret,
    account: entity(topology.accounts.watsonx, host.account).accountId,
    profile: profileName(topology, id, workload),
    tokenEndpoint: ibmTokens,
    ...(through !== undefined && {
      through: {
        proxy: `https://${through.name}:${through.port}`,
        ...(through.trust.by === 'private' && { authority: certificateFile(through.trust.authority) }),
      },
    }),
  };
}
