import { type OtherOffer, otherOffers } from '../../facts/others.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { list, type OfferTraits } from '../shared/host-traits.js';
import type { OciGenerativeAiHost } from './schema.js';

const offersOf = (release: string): readonly OtherOffer[] => otherOffers('oci-generative-ai', release).filter(({ status }) => status === 'offered');

/** What OCI Generative AI calls the release of a host; its own name where facts know none, which `lifecycle/offered` reports. */
export function modelIdOf(topology: Topology, { model }: Pick<OciGenerativeAiHost, 'model'>): string {
  const { release } = entity(topology.models, model);
  return offersOf(release)[0]?.modelId ?? release;
}

export const offer: OfferTraits<OciGenerativeAiHost> = {
  missing: (topology, { model, region, keyId }) => {
    const { release } = entity(topology.models, model);
    const offers = offersOf(release);
    if (offers.length === 0) return { field: 'model', message: `${release} is not offered on demand on OCI Generative AI.` };
    const regions = offers.flatMap((one) => one.regions ?? []);
    if (!regions.includes(region)) return { field: 'region', message: `${release} is not offered on demand in ${region}. Allowed: ${list(regions)}.` };
    const ofKey = keyId.split('.')[3];
    return ofKey === region ? 'none' : { field: 'region', message: `The key of the host is of ${ofKey}, and opens nothing in ${region}.` };
  },
  retirement: (release) => {
    const found = otherOffers('oci-generative-ai', release).find(({ status }) => status === 'retired');
    return found === undefined ? 'none' : { on: found.date ?? 'unknown' };
  },
  // Oracle names a month after a replacement, and no day.
  promisedUntil: () => 'unknown',
  // Nothing is deployed: calls name the model, and so does the policy.
  deployed: () => 'unknown',
};
