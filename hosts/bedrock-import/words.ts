import type { HostWords } from '../shared/host-words.js';
import type { BedrockImportHost } from './schema.js';

export const words: HostWords<BedrockImportHost> = { size: () => 'imported', summary: () => 'none', destination: 'none', changes: () => [] };
