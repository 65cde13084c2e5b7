import { type OtherHost, otherOffers } from '../../facts/others.js';
import { entity } from '../../topology/views.js';
import type { HostTraits } from './host-traits.js';

/** A service that the schema describes and nothing provisions: what the facts know of its offers, and nothing else. */
export function otherTraits<H extends { readonly kind: OtherHost; readonly model: string }>(kind: OtherHost): Omit<HostTraits<H, 'none'>, 'processing'> {
  return {
    stacks: 'unprovisioned',
    operator: 'provider',
    offer: {
      missing: (topology, host) => {
        const { release } = entity(topology.models, host.model);
        const offered = otherOffers(kind, release).some(({ status }) => status === 'offered' || status === 'preview');
        return offered ? 'none' : { field: 'model', message: `${release} is not offered on ${kind}.` };
      },
      retirement: (release) => {
        const offer = otherOffers(kind, release).find(({ status }) => status === 'retired');
        return offer === undefined ? 'none' : { on: offer.date ?? 'unknown' };
      },
      promisedUntil: () => 'unknown',
      deployed: () => 'unknown',
    },
    network: { mayDiffer: 'unknown', domains: () => 'unknown', endpoints: 'none', front: () => 'none' },
    images: () => [],
    nodes: () => 'none',
    google: () => 'none',
    azure: () => 'none',
    rights: () => 'unknown',
    limits: () => 'none',
    quotas: () => 'unlisted',
    aws: () => 'none',
    capacity: () => ({ unit: 'unknown' }),
    deployTimeValues: () => [],
  };
}
