import { ociInference } from '../../clouds/oci.js';
import { chatLengths } from '../../facts/chat.js';
import { ociApi } from '../../facts/oci.js';
import { tokenPrice } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import { awsEndpoint, callerOf, gatewayPlace } from '../shared/aws-caller-gateway.js';
import { fieldsOf } from '../shared/chat-fields-gateway.js';
import { answersOnly, type HostGateway } from '../shared/host-gateway.js';
import { throughProxy } from '../shared/proxied-gateway.js';
import { modelIdOf } from './offer.js';
import type { OciGenerativeAiHost } from './schema.js';

const unknownLengths = { contextTokens: 8_192, answerTokens: 2_048 };

/** The OpenAI-compatible API of OCI Generative AI in a region, through the proxy of the zone, with a secret of the host's key. */
export const gateway: HostGateway<OciGenerativeAiHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, workload, host } = call;
    const { release } = entity(topology.models, host.model);
    const { region } = gatewayPlace(topology, workload);
    const name = ociInference(host.region);
    return [
      {
        version: 'present',
        percent: 100,
        server: {
          protocol: 'openai',
          endpoint: { address: name, port: 443, name, trust: { by: 'public' }, ...throughProxy(call) },
          path: ociApi().path,
          credential: {
            kind: 'aws-secret',
            ...callerOf(topology, workload),
            secretsEndpoint: awsEndpoint(topology, workload, 'secretsmanager', region),
            secret: host.apiKey.secret,
          },
          headers: {},
        },
        body: { model: modelIdOf(topology, host), priority: 'refused' },
        fields: fieldsOf('oci-generative-ai', release),
        ...(chatLengths('oci-generative-ai', release) ?? unknownLengths),
        price: tokenPrice('oci-generative-ai', release, host.region) ?? 'unknown',
      },
    ];
  },
};
