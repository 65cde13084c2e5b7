import type { HostTraits } from '../shared/host-traits.js';
import { otherTraits } from '../shared/other-traits.js';
import type { WorkersAiHost } from './schema.js';

/** Not provisioned: a topology that names one is refused. */
export const traits: HostTraits<WorkersAiHost, 'none'> = {
  ...otherTraits<WorkersAiHost>('workers-ai'),
  processing: () => ({ scope: 'anywhere', words: 'workers-ai, wherever the provider chooses', judgedBy: 'residency/host-region' }),
};
