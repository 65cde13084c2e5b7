import { otherOffers } from '../../facts/others.js';
import { entity } from '../../topology/views.js';
import type { OfferTraits, OutsideTraits } from '../shared/host-traits.js';
import { outsideTraits } from '../shared/outside-traits.js';
import { calledModel } from './model.js';
import type { WorkersAiHost } from './schema.js';

const offer: OfferTraits<WorkersAiHost> = {
  missing: (topology, { model }) => {
    const { release } = entity(topology.models, model);
    const offered = otherOffers('workers-ai', release).some(({ status }) => status === 'offered');
    return offered ? 'none' : { field: 'model', message: `${release} is not offered on Cloudflare Workers AI.` };
  },
  retirement: (release) => {
    const retired = otherOffers('workers-ai', release).find(({ status }) => status === 'retired');
    return retired === undefined ? 'none' : { on: retired.date ?? 'unknown' };
  },
  promisedUntil: () => 'unknown',
  deployed: (topology, host) => [calledModel(topology, host)],
};

export const traits: OutsideTraits<WorkersAiHost> = {
  ...outsideTraits,
  stacks: (_, { id }) => [['cloudflare-workers-ai', id]],
  offer,
  // It is shown a secret that the gateway reads in AWS: identity/gateway-calls.
  rights: () => [],
  // Cloudflare promises no place: a request runs wherever its network has room for the model.
  processing: () => ({ scope: 'anywhere', words: 'any place of the network of Cloudflare, which promises none', judgedBy: 'residency/egress-proxy' }),
  capacity: ({ tokensPerMinute }) => (tokensPerMinute === undefined ? { unit: 'unknown' } : { unit: 'tokens', perMinute: tokensPerMinute }),
  blanks: () => ({}),
};
