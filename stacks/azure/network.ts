import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group/index.js';
import type { Construct } from 'constructs';
import { FleetSubnets } from '../../constructs/azure/network/fleet-subnets.js';
import { HubPeering } from '../../constructs/azure/network/hub-peering.js';
import { MonitorLink } from '../../constructs/azure/network/monitor-link.js';
import { PrivateDnsZone } from '../../constructs/azure/network/private-dns-zone.js';
import { PrivateNetwork } from '../../constructs/azure/network/private-network.js';
import { ServiceEndpoint } from '../../constructs/azure/network/service-endpoint.js';
import { setOrigin } from '../../constructs/origin.js';
import { existingServices } from '../../derived/azure-existing-services.js';
import { dnsZones, fleetZones, monitorScopeName, type NetworkPlace, networkPlace } from '../../derived/azure-places.js';
import { halvesIn } from '../../derived/link-halves.js';
import { engineContainer } from '../../facts/serving.js';
import { azureSubnets } from '../../topology/azure-subnets.js';
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
    const { endpoints, fleets } = azureSubnets(topology, id);
    const { network: virtualNetwork } = new PrivateNetwork(this, 'Network', {
      name: place.networkName,
      subnetName: place.subnetName,
      resourceGroupName: group.name,
      location: place.location,
      cidr: network.cidr,
      subnetCidr: endpoints,
      callers: [...callers(topology, id), ...(fleets === undefined ? [] : [fleets.front, fleets.nodes])].sort(),
    });
    const made = (names: readonly string[]) =>
      Object.fromEntries(
        names.map((zone) => [zone, new PrivateDnsZone(this, zone, { zone, resourceGroupName: group.name, virtualNetworkId: virtualNetwork.id }).name]),
      );
    const { account, vault } = dnsZones();
    const zones = made([...account, ...vault]);
    for (const { link, half, path } of halvesIn(topology, id, 'virtual-network-peering')) {
      const { hub, useRemoteGateways, linkZones } = half;
      const place = { name: link, resourceGroupName: group.name, networkName: virtualNetwork.name };
      setOrigin(new HubPeering(this, `link-${link}`, { ...place, hub, useRemoteGateways, zones: linkZones ? zones : {} }), path);
    }
    if (fleets === undefined) return;
    // Not for hubs: they would answer for the registries, stores and logs of everybody behind them.
    made(Object.values(fleetZones()).flat());
    new FleetSubnets(this, 'Fleets', {
      networkName: virtualNetwork.name,
      resourceGroupName: group.name,
      location: place.location,
      ranges: { endpoints, ...fleets },
      callers: callers(topology, id),
      port: engineContainer('vllm').port,
    });
    this.fleetServices(topology, id, place, group.name);
  }

  /** Private endpoints that fleets of a network share: of what exists already, and of Azure Monitor. */
  private fleetServices(topology: Topology, id: string, { location, subnetId, dnsZoneIds, networkName }: NetworkPlace, resourceGroupName: string): void {
    const place = { resourceGroupName, location, subnetId };
    for (const { name, targetId, subresource } of existingServices(topology, id)) {
      new ServiceEndpoint(this, `${subresource}-${name}`, {
        name: `${networkName}-${name}`,
        place,
        targetId,
        subresource,
        dnsZoneIds: dnsZoneIds[subresource],
      });
    }
    new MonitorLink(this, 'Monitor', { name: monitorScopeName(topology, id), place, dnsZoneIds: dnsZoneIds.azuremonitor });
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
