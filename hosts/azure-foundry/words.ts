import { pathOf } from '../../topology/path.js';
import type { HostWords } from '../shared/host-words.js';
import type { AzureFoundryHost } from './schema.js';

export const words: HostWords<AzureFoundryHost> = {
  size: ({ sku, capacity }) => `${sku} ${capacity}k TPM`,
  summary: ({ sku, capacity }) => `sku ${sku}, ${capacity}k tokens a minute`,
  destination: { field: 'sku', value: ({ sku }) => sku },
  changes: ({ id, was, is }) => {
    if (was.capacity === is.capacity) return [];
    return [
      {
        path: pathOf('hosts', id, 'capacity'),
        tells: [pathOf('hosts', id, 'capacity')],
        text: `\`${id}\`: ${was.capacity}k → ${is.capacity}k tokens a minute`,
      },
    ];
  },
};
