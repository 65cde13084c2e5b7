import { pathOf } from '../../topology/path.js';
import { bedrockTraits, guardrailValues } from '../shared/bedrock-traits.js';
import type { HostTraits } from '../shared/host-traits.js';
import { offer } from './offer.js';
import { bedrockReach } from './reach.js';
import type { BedrockHost } from './schema.js';

export const traits: HostTraits<BedrockHost> = {
  ...bedrockTraits,
  stacks: () => ['aws-bedrock'],
  offer,
  processing: (topology, host) => {
    const { destinations, listed } = bedrockReach(topology, host);
    const judgedBy = 'residency/bedrock-profile-destinations';
    return listed
      ? { scope: 'regions', regions: destinations, judgedBy }
      : { scope: 'unknown', words: `destinations of profile ${host.profile}, unknown to the facts`, judgedBy };
  },
  // A deployer who declares no quota is assumed to get what is needed: that is what is being found out.
  capacity: ({ quotaTokensPerMinute }) => ({ unit: 'quota tokens', perMinute: quotaTokensPerMinute ?? 'as needed' }),
  deployTimeValues: (topology, { id, workload }) => [
    { path: ['hosts', id, 'profiles', workload], stack: ['aws-bedrock', id], divided: true, origin: pathOf('hosts', id) },
    ...guardrailValues(topology, id, 'aws-bedrock'),
  ],
};
