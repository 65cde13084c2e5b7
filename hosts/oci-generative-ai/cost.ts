import type { HostCost } from '../shared/host-cost.js';
import { tokenCost } from '../shared/token-cost.js';
import type { OciGenerativeAiHost } from './schema.js';

export const cost: HostCost<OciGenerativeAiHost> = tokenCost('none', 'oci-generative-ai');
