import type { HostWords } from '../shared/host-words.js';
import type { WatsonxHost } from './schema.js';

export const words: HostWords<WatsonxHost> = { size: () => '-', summary: () => 'none', destination: 'none', changes: () => [] };
