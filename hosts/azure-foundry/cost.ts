import type { HostCost } from '../shared/host-cost.js';
import { tokenCost } from '../shared/token-cost.js';
import type { AzureFoundryHost } from './schema.js';

export const cost: HostCost<AzureFoundryHost> = tokenCost('azure', 'azure');
