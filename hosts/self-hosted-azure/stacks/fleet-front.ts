import { PrivateDnsARecord } from '@cdktf/provider-azurerm/lib/private-dns-a-record/index.js';
import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link/index.js';
import type { Construct } from 'constructs';
import { InternalBalancer } from '../../../constructs/azure/balancer/internal-balancer.js';
import { PrivateDnsZone } from '../../../constructs/azure/network/private-dns-zone.js';
import { setOrigin } from '../../../constructs/origin.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { virtualNetworkId } from '../../../derived/azure-places.js';
import { halvesIn } from '../../../derived/link-halves.js';
import { settlingSeconds } from '../../../facts/waits.js';
import { pathOf } from '../../../topology/path.js';
import type { Fleet } from './fleet-parts.js';

/** The load balancer in front of the nodes, and its name. */
export function fleetFront(scope: Construct, fleet: Fleet): InternalBalancer {
  const { id, host, names, place, network, serving } = fleet;
  const { hostname, certificate, vault, address } = host.endpoint;
  const front = new InternalBalancer(scope, 'Front', {
    ...place,
    name: names.base,
    front: { subnetId: network.fleetSubnets.front, address },
    host: { name: hostname, certificate, secretId: `${vault}/secrets/${certificate.slice(certificate.lastIndexOf('/') + 1)}` },
    servers: {
      port: serving.port,
      healthPath: serving.healthPath,
      health: timeouts.health,
      longestAnswer: timeouts.balancerIdle,
      drain: timeouts.deregistration,
    },
    settleSeconds: settlingSeconds('azure-role'),
  });
  setOrigin(front, pathOf('hosts', id, 'endpoint'));
  nameFront(scope, fleet);
  return front;
}

/** The name, in a zone that holds it alone, so that the rest of its domain resolves as before. Hubs that answer for the network's names answer for it too. */
function nameFront(scope: Construct, { host, topology, place: { resourceGroupName } }: Fleet): void {
  const { hostname, address } = host.endpoint;
  const zone = new PrivateDnsZone(scope, 'Zone', { zone: hostname, resourceGroupName, virtualNetworkId: virtualNetworkId(topology, host.network) });
  new PrivateDnsARecord(scope, 'Name', { name: '@', zoneName: zone.name, resourceGroupName, ttl: 60, records: [address] });
  for (const { link, half } of halvesIn(topology, host.network, 'virtual-network-peering')) {
    if (!half.linkZones) continue;
    const place = { name: link, resourceGroupName, privateDnsZoneName: zone.name, virtualNetworkId: half.hub };
    new PrivateDnsZoneVirtualNetworkLink(scope, `name-${link}`, { ...place, registrationEnabled: false });
  }
}
