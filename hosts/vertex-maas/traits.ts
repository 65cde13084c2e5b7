import { maasOffer } from '../../facts/google.js';
import { entity } from '../../topology/views.js';
import { googleIdentity, googleTokens, predict } from '../shared/google-identity.js';
import { type GoogleTraits, inItsRegion, list, type OfferTraits } from '../shared/host-traits.js';
import type { VertexMaasHost } from './schema.js';

const offer: OfferTraits<VertexMaasHost> = {
  missing: (topology, { model, region }) => {
    const { release } = entity(topology.models, model);
    const found = maasOffer(release);
    if (found?.status !== 'offered') return { field: 'model', message: `${release} is not offered on Vertex AI as a managed model.` };
    if (found.regions.includes(region)) return 'none';
    return { field: 'region', message: `${release} is not offered in ${region} as a managed model. Offered in ${list(found.regions)}.` };
  },
  retirement: (release) => {
    const found = maasOffer(release);
    return found?.status === 'retired' ? { on: found.date ?? 'unknown' } : 'none';
  },
  promisedUntil: () => 'unknown',
  // Nothing is deployed: it is an API to switch on and allow.
  deployed: () => 'unknown',
};

export const traits: GoogleTraits<VertexMaasHost> = {
  stacks: () => [],
  operator: 'provider',
  offer,
  network: {
    // The endpoint for Google APIs is of no region and no project.
    mayDiffer: ['account', 'region'],
    domains: () => [{ domain: 'googleapis.com', use: `${googleTokens} and managed models` }],
    endpoints: {},
    front: () => 'none',
  },
  images: () => [],
  nodes: () => 'none',
  google: (topology, { model }) => ({
    answers: 'vertex',
    accelerators: [],
    served: 'by Google',
    models: [maasOffer(entity(topology.models, model).release)?.orgPolicyValue ?? []].flat(),
    search: 'none',
    screening: 'none',
  }),
  azure: () => 'none',
  rights: () => [{ on: 'project', permissions: predict }],
  limits: () => 'none',
  quotas: () => 'unlisted',
  aws: () => 'none',
  processing: inItsRegion,
  capacity: () => ({ unit: 'unknown' }),
  deployTimeValues: (_, { host, workload }) => googleIdentity(host.account, workload),
};
