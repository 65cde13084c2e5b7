import { pathOf } from '../../topology/path.js';
import { entity } from '../../topology/views.js';
import { bedrockTraits, guardedCall, guardedCallers, guardrailValues } from '../shared/bedrock-traits.js';
import { type AwsTraits, inItsRegion } from '../shared/host-traits.js';
import { offer } from './offer.js';
import type { BedrockImportHost } from './schema.js';

export const traits: AwsTraits<BedrockImportHost> = {
  ...bedrockTraits,
  stacks: (_, { id }) => [['aws-bedrock-import', id]],
  offer,
  processing: inItsRegion,
  limits: (topology, { id }) => guardedCallers(topology, id),
  quotas: () => 'unlisted',
  // The model is encrypted under a key of the topology's own, which a call uses with the caller's rights.
  rights: () => [{ on: 'role', actions: [...guardedCall, 'kms:Decrypt', 'kms:GenerateDataKey'], may: [] }],
  aws: (topology, { account, region }) => {
    const { id, partition } = entity(topology.accounts.aws, account);
    return {
      instancesIn: [],
      bedrock: {
        regions: [region],
        invoked: `arn:${partition}:bedrock:${region}:${id}:imported-model/*`,
        behind: [],
        profiles: [],
        watched: 'none',
      },
    };
  },
  // Model copies come and go with the load; what one carries is in no fact.
  capacity: () => ({ unit: 'unknown' }),
  deployTimeValues: (topology, { id }) => [
    { path: ['hosts', id, 'modelArn'], stack: ['aws-bedrock-import', id], divided: false, origin: pathOf('hosts', id) },
    ...guardrailValues(topology, id, 'aws-bedrock-import'),
  ],
};
