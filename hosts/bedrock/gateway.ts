import { tokenPrice } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import { converseTarget } from '../shared/converse-gateway.js';
import { answersOnly, type HostGateway, known } from '../shared/host-gateway.js';
import type { BedrockHost } from './schema.js';

/** The inference profile of a workload, by Converse. */
export const gateway: HostGateway<BedrockHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, outputs, workload, id, host } = call;
    const modelId = known(outputs.hosts?.[id]?.profiles?.[workload], 'profiles');
    const price = tokenPrice('bedrock', entity(topology.models, host.model).release, host.region) ?? 'unknown';
    return [converseTarget(call, 'converse', { modelId, price })];
  },
};
