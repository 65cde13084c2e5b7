import type { HostWords } from '../shared/host-words.js';
import type { WatsonxHost } from './schema.js';

const size = ({ plan }: WatsonxHost) => `pay per token, plan ${plan}`;

export const words: HostWords<WatsonxHost> = { size, summary: size, destination: 'none', changes: () => [] };
