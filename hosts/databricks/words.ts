import type { HostWords } from '../shared/host-words.js';
import type { DatabricksHost } from './schema.js';

export const words: HostWords<DatabricksHost> = { size: () => '-', summary: () => 'none', destination: 'none', changes: () => [] };
