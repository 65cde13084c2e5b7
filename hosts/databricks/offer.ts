import { otherOffers } from '../../facts/others.js';
import { entity } from '../../topology/views.js';
import type { OfferTraits } from '../shared/host-traits.js';
import { modeOf, servedEntity } from './model.js';
import type { DatabricksHost } from './schema.js';

export const offer: OfferTraits<DatabricksHost> = {
  missing: (topology, host) => {
    const { release } = entity(topology.models, host.model);
    const mode = modeOf(host);
    const offered = otherOffers('databricks', release).filter(({ status }) => status === 'offered' || status === 'preview');
    if (offered.length === 0) return { field: 'model', message: `${release} is not offered on Databricks.` };
    const found = offered.find((one) => one.mode === mode);
    if (found === undefined) return { field: 'modelUnits', message: `${release} is not offered on Databricks as ${mode}. Offered as ${offered[0]?.mode}.` };
    return mode === 'provisioned' && found.entityVersion === undefined
      ? { field: 'model', message: `No source says which version of ${found.modelId} Unity Catalog has, and one must be pinned.` }
      : 'none';
  },
  retirement: (release) => {
    const offer = otherOffers('databricks', release).find(({ status }) => status === 'retired');
    return offer === undefined ? 'none' : { on: offer.date ?? 'unknown' };
  },
  promisedUntil: () => 'unknown',
  deployed: (topology, host) => {
    if (host.modelUnits === undefined) return 'unknown';
    const { name, version } = servedEntity(topology, host);
    return [`${name} version ${version}`];
  },
};
