import type { HostCost } from '../shared/host-cost.js';
import { tokenCost } from '../shared/token-cost.js';
import type { BedrockHost } from './schema.js';

export const cost: HostCost<BedrockHost> = tokenCost('bedrock', 'bedrock');
