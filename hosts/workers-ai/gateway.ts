import { chatLengths } from '../../facts/chat.js';
import { tokenPrice } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import { awsEndpoint, callerOf, gatewayPlace } from '../shared/aws-caller-gateway.js';
import { fieldsOf } from '../shared/chat-fields-gateway.js';
import { answersOnly, type HostGateway } from '../shared/host-gateway.js';
import { throughProxy } from '../shared/proxied-gateway.js';
import { calledModel } from './model.js';
import type { WorkersAiHost } from './schema.js';

const unknownLengths = { contextTokens: 8_192, answerTokens: 2_048 };

/** The Worker of a host, by the API that OpenAI's clients speak. */
export const gateway: HostGateway<WorkersAiHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, workload, host } = call;
    const { release } = entity(topology.models, host.model);
    const { region } = gatewayPlace(topology, workload);
    return [
      {
        version: 'present',
        percent: 100,
        server: {
          protocol: 'openai',
          endpoint: { address: host.hostname, port: 443, name: host.hostname, trust: { by: 'public' }, ...throughProxy(call) },
          path: '/v1/chat/completions',
          credential: {
            kind: 'aws-secret',
            ...callerOf(topology, workload),
            secretsEndpoint: awsEndpoint(topology, workload, 'secretsmanager', region),
            secret: host.apiKey.secret,
          },
          headers: {},
        },
        body: { model: calledModel(topology, host), priority: 'refused' },
        fields: fieldsOf('workers-ai', release),
        ...(chatLengths('workers-ai', release) ?? unknownLengths),
        price: tokenPrice('workers-ai', release, '') ?? 'unknown',
      },
    ];
  },
};
