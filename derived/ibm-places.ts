import { nameLimit } from '../facts/limits.js';
import type { Topology } from '../topology/schema/topology.js';
import { physicalName } from './names.js';

/** Name of the instance of a host, and of the service ID whose key the gateway has. */
export function instanceName(topology: Topology, host: string): string {
  return physicalName(nameLimit('ibmResource'), topology.name, host);
}

/** Name of the trusted profile that the gateway of a workload acts as, unique in its account. */
export function profileName(topology: Topology, host: string, workload: string): string {
  return `${instanceName(topology, host)}-for-${workload}`;
}
