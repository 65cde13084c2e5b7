import { asked, type HostPresence } from '../shared/host-presence.js';
import { bedrockParts } from '../shared/workload-parts.js';
import type { BedrockHost } from './schema.js';

export const presence: HostPresence<BedrockHost> = {
  conditions: asked('aws-bedrock', {
    'a guardrail made here that further parts name': ({ topology, id, first }) =>
      first && bedrockParts(topology, id).length > 1 && topology.existing.guardrails[id] === undefined,
  }),
  numbers: {},
};
