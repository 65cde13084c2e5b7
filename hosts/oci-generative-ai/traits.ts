import { entity } from '../../topology/views.js';
import type { OutsideTraits } from '../shared/host-traits.js';
import { outsideTraits } from '../shared/outside-traits.js';
import { modelIdOf, offer } from './offer.js';
import type { OciGenerativeAiHost } from './schema.js';

export const traits: OutsideTraits<OciGenerativeAiHost> = {
  ...outsideTraits,
  stacks: (_, { id }) => [['oci-generative-ai', id]],
  offer,
  // It is shown a secret that the gateway reads in AWS: identity/gateway-calls. What the key may, identity/principals judges.
  rights: () => [],
  // A region is called. Some of its models are called on in another one, and no term that was read keeps a prompt of Llama.
  processing: () => ({ scope: 'anywhere', words: 'OCI Generative AI, wherever Oracle chooses', judgedBy: 'residency/egress-proxy' }),
  capacity: ({ tokensPerMinute }) => (tokensPerMinute === undefined ? { unit: 'unknown' } : { unit: 'tokens', perMinute: tokensPerMinute }),
  blanks: (topology, { host }) => ({
    compartment: [entity(topology.accounts.oci, host.account).compartment],
    'key that callers show': [host.keyId],
    'called model': [modelIdOf(topology, host)],
  }),
};
