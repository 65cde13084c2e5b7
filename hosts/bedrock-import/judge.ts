import { bedrockSafeguard } from '../../evidence/guardrails/bedrock-safeguard.js';
import type { HostJudge } from '../shared/host-judge.js';
import type { BedrockImportHost } from './schema.js';

export const judge: HostJudge<BedrockImportHost> = { safeguard: (topology, { id, host }, stacks) => bedrockSafeguard(topology, id, host, stacks) };
