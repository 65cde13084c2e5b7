import type { HostWords } from '../shared/host-words.js';
import type { VertexMaasHost } from './schema.js';

export const words: HostWords<VertexMaasHost> = { size: () => 'per token', summary: () => 'none', destination: 'none', changes: () => [] };
