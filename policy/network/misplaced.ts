import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Violation } from '../rule.js';

/** Hosts that do not stand where their network is: nothing in the network can lead to them. */
export function* misplaced(topology: Topology): Iterable<Violation> {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    if (!('network' in host)) continue;
    const network = entity(topology.networks, host.network);
    const { mayDiffer } = traitsOf(host).network;
    // A service without networks of its own is reached over a network of another cloud.
    if (mayDiffer === 'unknown') continue;
    for (const key of ['account', 'region'] as const) {
      if (host[key] === network[key] || mayDiffer.includes(key)) continue;
      yield {
        path: `hosts.${id}.${key}`,
        message: `${id} is in ${key} ${host[key]} and its network ${host.network} in ${network[key]}.`,
        fix: `Name a network in ${key} ${host[key]}, or move the host.`,
      };
    }
  }
}
