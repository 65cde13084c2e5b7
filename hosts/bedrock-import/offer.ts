import { importFamilies, importRegions } from '../../facts/bedrock.js';
import { release as releaseFacts } from '../../facts/models.js';
import type { Model } from '../../topology/schema/models.js';
import { entity } from '../../topology/views.js';
import { list, type MissingOffer, type OfferTraits } from '../shared/host-traits.js';
import { withoutWeights } from '../shared/own-weights-offer.js';
import type { BedrockImportHost } from './schema.js';

export const offer: OfferTraits<BedrockImportHost> = {
  missing: (topology, host) => importable(entity(topology.models, host.model), host.region),
  retirement: () => 'none',
  promisedUntil: () => 'none',
  deployed: () => 'unknown',
};

/** Why Custom Model Import does not take a model, or nothing. */
function importable(model: Model, region: string): MissingOffer | 'none' {
  const row = importRegions().find((one) => one.region === region);
  if (row === undefined) {
    const regions = list(importRegions().map((one) => one.region));
    return { field: 'region', message: `Custom Model Import is not offered in ${region}. Offered in ${regions}.` };
  }
  if (model.fineTune?.method === 'lora-adapter') {
    const { base } = model.fineTune;
    return {
      field: 'model',
      message: `Custom Model Import takes whole checkpoints alone, and this is an adapter of ${base}. Allowed: its weights merged into those of ${base}, as a model of method lora-merged.`,
    };
  }
  const facts = releaseFacts(model.release);
  const weights = facts?.precisions[model.precision];
  if (facts === undefined || weights === undefined) return withoutWeights(model);
  if (!importFamilies().includes(facts.family)) {
    return { field: 'model', message: `Custom Model Import is not known to take the architecture of ${facts.family}. Allowed: ${list(importFamilies())}.` };
  }
  if (!row.precisions.includes(model.precision)) {
    return { field: 'model', message: `Custom Model Import does not take ${model.precision} weights. Allowed: ${list(row.precisions)}.` };
  }
  const limit = facts.multimodal ? row.maxMultimodalModelGB : row.maxTextModelGB;
  if (weights.weightGB > limit) {
    const kind = facts.multimodal ? 'multimodal model' : 'model';
    return {
      field: 'model',
      message: `${model.release} ${model.precision} has ${weights.weightGB} GB; Custom Model Import takes a ${kind} of ${limit} GB at most.`,
    };
  }
  return 'none';
}
