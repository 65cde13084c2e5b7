import type { HostCost } from '../shared/host-cost.js';
import { tokenCost } from '../shared/token-cost.js';
import type { WorkersAiHost } from './schema.js';

export const cost: HostCost<WorkersAiHost> = tokenCost('none', 'workers-ai');
