import { clouds } from '../../clouds/clouds.js';
import { isFleet } from '../../hosts/schemas.js';
import type { Topology } from '../schema/topology.js';
import { sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';

/** Each fleet has a name of its own, and none that a cloud's own services are found by. */
export function hostnameMisfits(topology: Topology): Misfit[] {
  const taken = new Map<string, string>();
  return sortedEntries(topology.hosts).flatMap(([id, host]) => {
    if (!isFleet(host)) return [];
    const { hostname } = host.endpoint;
    const path = ['hosts', id, 'endpoint', 'hostname'];
    const other = taken.get(hostname);
    taken.set(hostname, id);
    // Two fleets of one name are one to every gateway, wherever each is.
    if (other !== undefined) return [{ path, message: `received ${hostname}, the name of ${other}. Allowed: a name of its own.` }];
    const owner = providers.find((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
    if (owner === undefined) return [];
    return [
      {
        path,
        message: `received ${hostname}. Allowed: a name of your own, outside ${owner}: whoever asks the network for this service would be answered by the fleet.`,
      },
    ];
  });
}

const providers = Object.values(clouds).flatMap((cloud) => (cloud.kind === 'described' ? cloud.domains : []));
