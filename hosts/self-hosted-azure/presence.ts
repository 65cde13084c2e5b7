import { callersWithIssuer } from '../shared/entra-presence.js';
import { asked, type HostPresence } from '../shared/host-presence.js';
import { nodePlaces } from './reservations.js';
import type { AzureFleetHost } from './schema.js';

export const presence: HostPresence<AzureFleetHost> = {
  conditions: asked<AzureFleetHost, boolean>('azure-fleet', {
    'nodes on demand': ({ host }) => nodePlaces(host).some(([, { group }]) => group === undefined),
  }),
  numbers: asked<AzureFleetHost, number>('azure-fleet', {
    'callers whose issuer is known': callersWithIssuer,
    'reservations with nodes': ({ host }) => nodePlaces(host).filter(([, { group }]) => group !== undefined).length,
    'hubs that resolve its name': ({ topology, host }) =>
      Object.values(topology.links).filter(({ attach }) => {
        const half = attach[host.network];
        return half?.by === 'virtual-network-peering' && half.linkZones;
      }).length,
  }),
};
