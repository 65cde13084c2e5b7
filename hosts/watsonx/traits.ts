import { watsonxApi } from '../../facts/watsonx.js';
import type { OutsideTraits } from '../shared/host-traits.js';
import { offer } from './offer.js';
import type { WatsonxHost } from './schema.js';

export const traits: OutsideTraits<WatsonxHost> = {
  stacks: (_, { id }) => [['watsonx-runtime', id]],
  operator: 'provider',
  offer,
  // It has no network here: the proxy of the zone resolves its name.
  network: { mayDiffer: 'unknown', domains: () => [], endpoints: {}, front: () => 'none' },
  images: () => [],
  nodes: () => 'none',
  google: () => 'none',
  azure: () => 'none',
  rights: () => [{ on: 'instance', roles: watsonxApi().roles }],
  limits: () => 'none',
  quotas: () => 'unlisted',
  aws: () => 'none',
  // A region is called, and no term that was read keeps a prompt there.
  processing: () => ({ scope: 'anywhere', words: 'watsonx.ai, wherever IBM chooses', judgedBy: 'residency/egress-proxy' }),
  capacity: () => ({ unit: 'unknown' }),
  // Who it is called as is known by name, and the space is declared.
  deployTimeValues: () => [],
  blanks: () => ({}),
};
