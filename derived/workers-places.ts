import { nameLimit } from '../facts/limits.js';
import type { Topology } from '../topology/schema/topology.js';
import { physicalName } from './names.js';

/** Name of the Worker in front of a host, and of the secret of its callers in Secrets Store. */
export function workerName(topology: Topology, host: string): string {
  return physicalName(nameLimit('worker'), topology.name, host);
}
