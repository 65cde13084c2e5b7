import { tokenPrice } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import { answersOnly, type HostGateway } from '../shared/host-gateway.js';
import { keyedTarget } from '../shared/keyed-gateway.js';
import { calledModel } from './model.js';
import type { WorkersAiHost } from './schema.js';

/** The Worker of a host, by the API that OpenAI's clients speak. */
export const gateway: HostGateway<WorkersAiHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, host } = call;
    const price = tokenPrice('workers-ai', entity(topology.models, host.model).release, '') ?? 'unknown';
    return [keyedTarget(call, { server: 'workers-ai', name: host.hostname, path: '/v1/chat/completions', model: calledModel(topology, host), price })];
  },
};
