import { azureOffers, azureRetired, azureSku } from '../../facts/azure.js';
import { entity } from '../../topology/views.js';
import { list, type OfferTraits } from '../shared/host-traits.js';
import type { AzureFoundryHost } from './schema.js';

export const offer: OfferTraits<AzureFoundryHost> = {
  missing: (topology, { model, sku, region, modelVersion }) => {
    const { release } = entity(topology.models, model);
    const offers = azureOffers(release);
    if (offers.length === 0) return { field: 'model', message: `${release} is not offered on Microsoft Foundry.` };
    const found = offers.find((one) => one.sku === sku);
    if (found === undefined)
      return {
        field: 'sku',
        message: `${release} is not offered as ${sku}${azureSku(sku)?.llama === false ? ', nor is any Llama' : ''}. Offered as ${list(offers.map((one) => one.sku))}.`,
      };
    if (!found.regions.includes(region)) return { field: 'region', message: `${release} is not offered in ${region}. Offered in ${list(found.regions)}.` };
    return found.versions.includes(modelVersion)
      ? 'none'
      : { field: 'modelVersion', message: `${release} has no version ${modelVersion}. Known: ${list(found.versions)}.` };
  },
  retirement: (release) => {
    const retired = azureRetired(release);
    return retired === undefined ? 'none' : { on: retired.date };
  },
  // Microsoft names a date once it deprecates a model.
  promisedUntil: () => 'unknown',
  deployed: (topology, { model, modelVersion }) => {
    const [found] = azureOffers(entity(topology.models, model).release);
    return found === undefined ? 'unknown' : [`${found.modelId} version ${modelVersion}`];
  },
};
