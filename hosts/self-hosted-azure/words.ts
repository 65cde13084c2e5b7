import { fleetWords, nodesOf } from '../shared/fleet-words.js';
import type { HostWords } from '../shared/host-words.js';
import type { AzureFleetHost } from './schema.js';

export const words: HostWords<AzureFleetHost> = {
  size: nodesOf,
  summary: nodesOf,
  destination: 'none',
  changes: (change) => fleetWords(change, []),
};
