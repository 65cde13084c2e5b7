import { type BedrockOffer, bedrockModelId, bedrockOffer, bedrockOffers, bedrockReleasesIn, bedrockRetired } from '../../facts/bedrock.js';
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
      return { field: 'region', message: `${release} is not offered on Bedrock in ${host.region}. ${places(all)}${othersIn(host.region)}` };
    return {
      field: 'profile',
      message: `${release} is not offered as ${host.profile} in ${host.region}. Offered there as ${list(here.map(profileOf))}. ${places(all)}`,
    };
  },
  retirement: (release) => {
    const retired = bedrockRetired(release);
    return retired === undefined ? 'none' : { on: retired.date };
  },
  promisedUntil: (topology, host) => bedrockOfferOf(topology, host)?.eolNoSoonerThan ?? 'unknown',
  deployed: (topology, host) => {
    const id = bedrockModelId(entity(topology.models, host.model).release);
    return id === undefined ? 'unknown' : [id];
  },
};

/** What `profile` of a host says for an offer. */
function profileOf({ mode, geography, profileId }: BedrockOffer): string {
  return mode === 'in-region' ? mode : (geography ?? profileId ?? '');
}

/** A region alone is not enough: what processes where is the profile's. */
function places(offers: readonly BedrockOffer[]): string {
  const profiles = [...new Set(offers.map(profileOf))].sort();
  const regionsOf = (profile: string) => list(offers.filter((one) => profileOf(one) === profile).map(({ region }) => region));
  return `Offered as ${profiles.map((profile) => `${profile} in ${regionsOf(profile)}`).join('; as ')}.`;
}

/** For whoever cannot leave the region. */
function othersIn(region: string): string {
  const releases = bedrockReleasesIn(region);
  return releases.length === 0 ? ` Of Llama, Bedrock offers nothing in ${region}.` : ` Of Llama, Bedrock offers ${list(releases)} in ${region}.`;
}
