import { converseTarget } from '../shared/converse-gateway.js';
import { answersOnly, type HostGateway, known } from '../shared/host-gateway.js';
import type { BedrockImportHost } from './schema.js';

/** The imported model, by Converse. It is billed by model units, whose number nobody knows beforehand. */
export const gateway: HostGateway<BedrockImportHost> = {
  ...answersOnly,
  targets: (call) => {
    const modelId = known(call.outputs.hosts?.[call.id]?.modelArn, 'modelArn');
    return [converseTarget(call, 'custom-import', { modelId, price: 'unknown' })];
  },
};
