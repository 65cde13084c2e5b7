import { pathOf } from '../../topology/path.js';
import type { HostWords } from '../shared/host-words.js';
import type { WorkersAiHost } from './schema.js';

export const words: HostWords<WorkersAiHost> = {
  size: () => 'per token',
  summary: () => 'none',
  destination: 'none',
  changes: ({ id, was, is }) => {
    if (was.hostname === is.hostname) return [];
    const path = pathOf('hosts', id, 'hostname');
    return [
      { path, tells: [path], text: `\`${id}\`: answers at \`${was.hostname}\` → \`${is.hostname}\`; what the proxy of its zones lets through changes with it` },
    ];
  },
};
