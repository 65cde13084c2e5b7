import { bedrockModelId, bedrockOffer, bedrockOffers, bedrockRetired } from '../../facts/bedrock.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { list, type OfferTraits } from '../shared/host-traits.js';
import type { BedrockHost } from './schema.js';

/** Whether a host's model is offered at all, in its region and mode. */
export function bedrockOfferOf(topology: Topology, host: BedrockHost) {
  const { release } = entity(topology.models, host.model);
  return host.profile === 'in-region'
    ? bedrockOffer({ release, region: host.region, mode: 'in-region' })
    : bedrockOffer({ release, region: host.region, mode: 'geographic', profileId: `${host.profile}.${bedrockModelId(release)}` });
}

export const offer: OfferTraits<BedrockHost> = {
  missing: (topology, host) => {
    if (bedrockOfferOf(topology, host) !== undefined) return 'none';
    const { release } = entity(topology.models, host.model);
    const all = bedrockOffers(release);
    const here = all.filter(({ region }) => region === host.region);
    if (all.length === 0) return { field: 'model', message: `${release} is not offered on Bedrock.` };
    if (here.length === 0)
      return { field: 'region', message: `${release} is not offered on Bedrock in ${host.region}. Offered in ${list(all.map(({ region }) => region))}.` };
    const modes = here.map(({ mode, geography, profileId }) => (mode === 'in-region' ? 'in-region' : (geography ?? profileId ?? '')));
    return { field: 'profile', message: `${release} is not offered as ${host.profile} in ${host.region}. Offered as ${list(modes)}.` };
  },
  retirement: (release) => {
    const retired = bedrockRetired(release);
    return retired === undefined ? 'none' : { on: retired.date };
  },
  deployed: (topology, host) => {
    const id = bedrockModelId(entity(topology.models, host.model).release);
    return id === undefined ? 'unknown' : [id];
  },
};
