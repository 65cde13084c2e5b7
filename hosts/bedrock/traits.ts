import { pathOf } from '../../topology/path.js';
import { entity, workloadsOn } from '../../topology/views.js';
import { bedrockTraits, guardedCallers, guardrailValues } from '../shared/bedrock-traits.js';
import type { AwsTraits } from '../shared/host-traits.js';
import { bedrockParts, partSuffix } from '../shared/workload-parts.js';
import { offer } from './offer.js';
import { bedrockReach, modelArn } from './reach.js';
import type { BedrockHost } from './schema.js';

export const traits: AwsTraits<BedrockHost> = {
  ...bedrockTraits,
  stacks: (topology, { id, host }) => [
    ...bedrockParts(topology, id).map((part) => ['aws-bedrock', id, ...partSuffix(part.number)] as const),
    // One watch for all hosts of a region.
    ['aws-lifecycle', host.region],
  ],
  offer,
  processing: (topology, host) => {
    const { destinations, listed } = bedrockReach(topology, host);
    const judgedBy = 'residency/bedrock-profile-destinations';
    return listed
      ? { scope: 'regions', regions: destinations, judgedBy }
      : { scope: 'unknown', words: `destinations of profile ${host.profile}, unknown to the facts`, judgedBy };
  },
  limits: (topology, { id }) => [
    ...guardedCallers(topology, id),
    { limit: 'inference-profiles-per-region', found: workloadsOn(topology, id).length, per: 'region' },
  ],
  quotas: (_, { host: { model, profile, quotaTokensPerMinute: declared } }) => ({
    of: 'tokens on Bedrock',
    model,
    mode: profile === 'in-region' ? 'in-region' : 'geographic',
    declared,
    field: 'quotaTokensPerMinute',
  }),
  aws: (topology, host) => {
    const { id, partition } = entity(topology.accounts.aws, host.account);
    const reach = bedrockReach(topology, host);
    const own = `arn:${partition}:bedrock:${host.region}:${id}`;
    const application = `${own}:application-inference-profile/*`;
    return {
      instancesIn: [],
      bedrock: {
        regions: [host.region, ...reach.destinations],
        invoked: application,
        behind: reach.destinations.map((region) => modelArn(partition, region, reach.modelId)),
        watched: reach.modelId,
        // AWS does not say which ARN the key holds for an application profile over a system one. A system profile that is
        // called by itself is stopped because it is not invocable.
        profiles: [application, ...(reach.source.startsWith('inference-profile/') ? [`${own}:${reach.source}`] : [])],
      },
    };
  },
  // A deployer who declares no quota is assumed to get what is needed: that is what is being found out.
  capacity: ({ quotaTokensPerMinute }) => ({ unit: 'quota tokens', perMinute: quotaTokensPerMinute ?? 'as needed' }),
  deployTimeValues: (topology, { id, workload }) => [
    { path: ['hosts', id, 'profiles', workload], stack: ['aws-bedrock', id], divided: true, origin: pathOf('hosts', id) },
    ...guardrailValues(topology, id, 'aws-bedrock'),
  ],
};
