import { pathOf } from '../../topology/path.js';
import type { HostWords } from '../shared/host-words.js';
import type { OciGenerativeAiHost } from './schema.js';

export const words: HostWords<OciGenerativeAiHost> = {
  size: () => 'per token',
  summary: () => 'none',
  destination: 'none',
  changes: ({ id, was, is }) => {
    if (was.keyId === is.keyId) return [];
    const path = pathOf('hosts', id, 'keyId');
    return [{ path, tells: [path], text: `\`${id}\`: another key may call it; put a secret of that one into the declared secret, and take the former away` }];
  },
};
