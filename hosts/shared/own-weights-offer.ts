import { release as releaseFacts } from '../../facts/models.js';
import type { Model } from '../../topology/schema/models.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { list, type MissingOffer, type OfferTraits } from './host-traits.js';

/** Weights that any licensee may run: they are never withdrawn. */
export const ownWeightsOffer: OfferTraits<{ readonly model: string }> = {
  missing: (topology: Topology, host) => withoutWeights(entity(topology.models, host.model)),
  retirement: () => 'none',
  promisedUntil: () => 'none',
  deployed: () => 'unknown',
};

export function withoutWeights(model: Model): MissingOffer | 'none' {
  const precisions = releaseFacts(model.release)?.precisions ?? {};
  return precisions[model.precision] === undefined
    ? { field: 'model', message: `${model.release} has no known ${model.precision} weights. Known: ${list(Object.keys(precisions))}.` }
    : 'none';
}
