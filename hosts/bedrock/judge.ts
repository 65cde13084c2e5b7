import { bedrockSafeguard } from '../../evidence/guardrails/bedrock-safeguard.js';
import type { HostJudge } from '../shared/host-judge.js';
import type { BedrockHost } from './schema.js';

export const judge: HostJudge<BedrockHost> = { safeguard: (topology, { id, host }, stacks) => bedrockSafeguard(topology, id, host, stacks) };
