import type { Host } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';

/** The host that a topology path speaks of, such as the `eu-fleet` of `hosts.eu-fleet.nodes`. */
export function hostOfPath(topology: Topology, path: string): [id: string, host: Host] | undefined {
  const [section, id] = path.split('.');
  const host = section === 'hosts' && id !== undefined ? topology.hosts[id] : undefined;
  return host === undefined || id === undefined ? undefined : [id, host];
}
