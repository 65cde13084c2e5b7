import { otherOffers } from '../../facts/others.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { OfferTraits } from '../shared/host-traits.js';
import type { WatsonxHost } from './schema.js';

const offered = (release: string) => otherOffers('watsonx', release).filter(({ status }) => status === 'offered' || status === 'preview');

/** What watsonx.ai calls the release of a host; its own name where facts know none, which `lifecycle/offered` reports. */
export function modelIdOf(topology: Topology, { model }: Pick<WatsonxHost, 'model'>): string {
  const { release } = entity(topology.models, model);
  return offered(release)[0]?.modelId ?? release;
}

export const offer: OfferTraits<WatsonxHost> = {
  missing: (topology, { model }) => {
    const { release } = entity(topology.models, model);
    return offered(release).length > 0 ? 'none' : { field: 'model', message: `${release} is not offered on watsonx.ai.` };
  },
  retirement: (release) => {
    const found = otherOffers('watsonx', release).find(({ status }) => status === 'retired');
    return found === undefined ? 'none' : { on: found.date ?? 'unknown' };
  },
  promisedUntil: () => 'unknown',
  // Nothing is deployed: calls name the model.
  deployed: () => 'unknown',
};
