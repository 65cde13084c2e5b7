import { watsonxApi } from '../../facts/watsonx.js';
import type { OutsideTraits } from '../shared/host-traits.js';
import { outsideTraits } from '../shared/outside-traits.js';
import { offer } from './offer.js';
import type { WatsonxHost } from './schema.js';

export const traits: OutsideTraits<WatsonxHost> = {
  ...outsideTraits,
  stacks: (_, { id }) => [['watsonx-runtime', id]],
  offer,
  rights: () => [{ on: 'instance', roles: watsonxApi().roles }],
  // A region is called, and no term that was read keeps a prompt there.
  processing: () => ({ scope: 'anywhere', words: 'watsonx.ai, wherever IBM chooses', judgedBy: 'residency/egress-proxy' }),
  capacity: () => ({ unit: 'unknown' }),
  blanks: () => ({}),
};
