import { cloudOf, type HostKind } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Violation } from '../rule.js';

/**
 * What a host may have otherwise than its network. A Vertex AI endpoint admits another project by its allow list; a
 * private endpoint of Azure lies with its subnet and reaches an account in any region.
 */
const mayDiffer: Partial<Record<HostKind, readonly ('account' | 'region')[]>> = {
  'vertex-endpoint': ['account'],
  // The endpoint for Google APIs is of no region and no project.
  'vertex-maas': ['account', 'region'],
  'azure-foundry': ['region'],
};

/** Hosts that do not stand where their network is: nothing in the network can lead to them. */
export function* misplaced(topology: Topology): Iterable<Violation> {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    if (!('network' in host)) continue;
    const network = entity(topology.networks, host.network);
    const cloud = cloudOf(host);
    // A service without networks of its own is reached over a network of another cloud.
    if (cloud !== 'aws' && cloud !== 'google' && cloud !== 'azure') continue;
    for (const key of ['account', 'region'] as const) {
      if (host[key] === network[key] || mayDiffer[host.kind]?.includes(key)) continue;
      yield {
        path: `hosts.${id}.${key}`,
        message: `${id} is in ${key} ${host[key]} and its network ${host.network} in ${network[key]}.`,
        fix: `Name a network in ${key} ${host[key]}, or move the host.`,
      };
    }
  }
}
