import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import type { Construct } from 'constructs';
import { HubPeering } from '../../constructs/azure/network/hub-peering.js';
import { PrivateDnsZone } from '../../constructs/azure/network/private-dns-zone.js';
import { PrivateNetwork } from '../../constructs/azure/network/private-network.js';
import { setOrigin } from '../../constructs/origin.js';
import { dnsZones, networkPlace } from '../../derived/azure-places.js';
import { halvesIn } from '../../derived/link-halves.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { callingNetworks, entity, sortedEntries } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AzureStack } from './azure-stack.js';

/**
 * One declared network with its private DNS zones. Apart from the accounts in it: their endpoints come and go, and a
 * network cannot be destroyed while one is left.
 */
export class AzureNetworkStack extends AzureStack {
  constructor(scope: Construct, context: StackContext, id: string) {
    const { topology } = context;
    const network = entity(topology.networks, id);
    super(scope, context, { account: network.account, name: ['azure-network', id], origin: pathOf('networks', id), tags: {} });
    const place = networkPlace(topology, id);
    const group = new ResourceGroup(this, 'ResourceGroup', { name: place.resourceGroupName, location: place.location });
    const { network: virtualNetwork } = new PrivateNetwork(this, 'Network', {
      name: place.networkName,
      subnetName: place.subnetName,
      resourceGroupName: group.name,
      location: place.location,
      cidr: network.cidr,
      callers: callers(topology, id),
    });
    const { account, vault } = dnsZones();
    const zones: Record<string, string> = {};
    for (const zone of [...account, ...vault]) {
      zones[zone] = new PrivateDnsZone(this, zone, { zone, resourceGroupName: group.name, virtualNetworkId: virtualNetwork.id }).name;
    }
    for (const { link, half, path } of halvesIn(topology, id, 'virtual-network-peering')) {
      const { hub, useRemoteGateways, linkZones } = half;
      const place = { name: link, resourceGroupName: group.name, networkName: virtualNetwork.name };
      setOrigin(new HubPeering(this, `link-${link}`, { ...place, hub, useRemoteGateways, zones: linkZones ? zones : {} }), path);
    }
  }
}

/** Ranges that reach a network over the links of gateways that call its hosts: the gateway's network, and what its link carries besides. */
function callers(topology: Topology, network: string): string[] {
  const hosts = sortedEntries(topology.hosts).flatMap(([id, host]) => ('network' in host && host.network === network ? [id] : []));
  const ranges = callingNetworks(topology, hosts, network).flatMap(({ link, entity: from }) =>
    link === undefined ? [] : [from.cidr, ...entity(topology.links, link).ranges],
  );
  return [...new Set(ranges)].sort();
}
