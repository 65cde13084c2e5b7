import type { ChatServer } from '../../facts/chat.js';
import { chatLengths } from '../../facts/chat.js';
import { entity } from '../../topology/views.js';
import { awsEndpoint, callerOf, gatewayPlace } from './aws-caller-gateway.js';
import { fieldsOf } from './chat-fields-gateway.js';
import type { GatewayCall, GatewayTarget } from './host-gateway.js';
import { throughProxy } from './proxied-gateway.js';

/** Of a release that facts do not know, less than any Llama reads. */
const unknownLengths = { contextTokens: 8_192, answerTokens: 2_048 };

interface Keyed {
  readonly server: ChatServer;
  /** Name that it is called at, and its certificate is made for. */
  readonly name: string;
  readonly path: string;
  /** Its own name for the model. */
  readonly model: string;
  readonly price: GatewayTarget['price'];
}

/** A server that speaks the OpenAI protocol beyond the proxy of the zone, and is shown a secret that the gateway reads in AWS. */
export function keyedTarget(
  call: GatewayCall<{ readonly model: string; readonly apiKey: { readonly secret: string } }>,
  { server, name, path, model, price }: Keyed,
): GatewayTarget {
  const { topology, workload, host } = call;
  const { release } = entity(topology.models, host.model);
  const { region } = gatewayPlace(topology, workload);
  return {
    version: 'present',
    percent: 100,
    server: {
      protocol: 'openai',
      endpoint: { address: name, port: 443, name, trust: { by: 'public' }, ...throughProxy(call) },
      path,
      credential: {
        kind: 'aws-secret',
        ...callerOf(topology, workload),
        secretsEndpoint: awsEndpoint(topology, workload, 'secretsmanager', region),
        secret: host.apiKey.secret,
      },
      headers: {},
    },
    body: { model, priority: 'refused' },
    fields: fieldsOf(server, release),
    ...(chatLengths(server, release) ?? unknownLengths),
    price,
  };
}
