import type { Topology } from '../../schema/topology.js';
import type { Misfit } from '../misfit.js';
import { existingKeyMisfits } from './keys.js';
import { existingNameMisfits } from './names.js';
import { existingNetworkMisfits } from './networks.js';

/** What is brought along has the form of its cloud, is where it is used, and is used. */
export function existingMisfits(topology: Topology): Misfit[] {
  return [...existingNetworkMisfits(topology), ...existingKeyMisfits(topology), ...existingNameMisfits(topology)];
}
