import type { HostWords } from '../shared/host-words.js';
import type { AzureFoundryHost } from './schema.js';

export const words: HostWords<AzureFoundryHost> = {
  size: ({ sku, capacity }) => `${sku} ${capacity}k TPM`,
  summary: ({ sku, capacity }) => `sku ${sku}, ${capacity}k tokens a minute`,
  destination: { field: 'sku', value: ({ sku }) => sku },
  changes: ({ path, id, was, is }) => {
    if (was.capacity === is.capacity) return [];
    return [{ path: `${path}.capacity`, tells: [`${path}.capacity`], text: `\`${id}\`: ${was.capacity}k → ${is.capacity}k tokens a minute` }];
  },
};
