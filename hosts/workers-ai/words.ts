import type { HostWords } from '../shared/host-words.js';
import type { WorkersAiHost } from './schema.js';

export const words: HostWords<WorkersAiHost> = { size: () => '-', summary: () => 'none', destination: 'none', changes: () => [] };
