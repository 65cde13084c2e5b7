import type { HostCost } from '../shared/host-cost.js';
import { tokenCost } from '../shared/token-cost.js';
import type { WatsonxHost } from './schema.js';

export const cost: HostCost<WatsonxHost> = tokenCost('none', 'watsonx');
