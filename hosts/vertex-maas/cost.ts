import type { HostCost } from '../shared/host-cost.js';
import { tokenCost } from '../shared/token-cost.js';
import type { VertexMaasHost } from './schema.js';

export const cost: HostCost<VertexMaasHost> = tokenCost('vertex', 'vertex-maas');
