import { privateDnsZones, type Subresource } from '../facts/azure.js';
import { nameLimit } from '../facts/limits.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { physicalName } from './names.js';

/**
 * Names and ids of one network. Stacks of other lifecycles build the same ids from the topology instead of reading each
 * other's state.
 */
export interface NetworkPlace {
  readonly resourceGroupName: string;
  readonly networkName: string;
  readonly subnetName: string;
  readonly subnetId: string;
  /** Of a network with fleets that is made here. */
  readonly fleetSubnets: { readonly front: string; readonly nodes: string };
  readonly location: string;
  /** Private DNS zones by the service that needs them; empty lists where the platform attaches endpoints to them. */
  readonly dnsZoneIds: ZonesOf<'account' | 'vault' | 'blob' | 'registry' | 'azuremonitor'>;
}

type ZonesOf<Service extends Subresource> = Readonly<Record<Service, readonly string[]>>;

/** Private DNS zones that every network resolves. */
export function dnsZones(): ZonesOf<'account' | 'vault'> {
  return { account: privateDnsZones('account'), vault: privateDnsZones('vault') };
}

/** What a network with fleets resolves besides: Blob Storage also for the scope of Azure Monitor. */
export function fleetZones(): ZonesOf<'blob' | 'registry' | 'azuremonitor'> {
  return { blob: privateDnsZones('blob'), registry: privateDnsZones('registry'), azuremonitor: privateDnsZones('azuremonitor') };
}

/** Where a declared Azure network lies, made here or brought along. */
export function networkPlace(topology: Topology, id: string): NetworkPlace {
  const network = entity(topology.networks, id);
  const name = physicalName(nameLimit('azureSubdomain'), topology.name, 'network', id);
  const providers = `/subscriptions/${entity(topology.accounts.azure, network.account).subscription}/resourceGroups/${name}/providers`;
  const subnet = (part: string) => `${providers}/Microsoft.Network/virtualNetworks/${name}/subnets/${part}`;
  // No fleet is in a network that exists: the loader refuses it.
  const fleetSubnets = { front: subnet('front'), nodes: subnet('nodes') };
  const names = { resourceGroupName: name, networkName: name, subnetName: 'endpoints', location: network.region, fleetSubnets };
  const existing = topology.existing.networks[id];
  if (existing !== undefined) return { ...names, subnetId: existing.id, dnsZoneIds: existingZones(existing.endpoints?.services ?? []) };

  const zoneIds = (zones: readonly string[]) => zones.map((zone) => `${providers}/Microsoft.Network/privateDnsZones/${zone}`);
  const { account, vault } = dnsZones();
  const { blob, registry, azuremonitor } = fleetZones();
  return {
    ...names,
    subnetId: subnet(names.subnetName),
    dnsZoneIds: {
      account: zoneIds(account),
      vault: zoneIds(vault),
      blob: zoneIds(blob),
      registry: zoneIds(registry),
      azuremonitor: zoneIds([...azuremonitor, ...blob]),
    },
  };
}

/** Zones of a network that exists, by the service that needs them: those named by id, which the stacks attach endpoints to. */
function existingZones(services: readonly string[]): NetworkPlace['dnsZoneIds'] {
  const ids = services.filter((service) => service.startsWith('/'));
  const of = (zones: readonly string[]) => ids.filter((id) => zones.includes(id.slice(id.lastIndexOf('/') + 1).toLowerCase()));
  const { account, vault } = dnsZones();
  return { account: of(account), vault: of(vault), blob: [], registry: [], azuremonitor: [] };
}

/** Resource id of a network that is made here. */
export function virtualNetworkId(topology: Topology, network: string): string {
  return networkPlace(topology, network).subnetId.replace(/\/subnets\/[^/]+$/, '');
}

/** Name of the private link scope of Azure Monitor in a network that is made here. */
export function monitorScopeName(topology: Topology, network: string): string {
  return `${networkPlace(topology, network).networkName}-monitor`;
}

/** Names of one Foundry host. Account and vault names are unique in all of Azure, so they carry the subscription. */
export function foundryNames(topology: Topology, id: string): { readonly base: string; readonly account: string; readonly vault: string } {
  const { subscription } = entity(topology.accounts.azure, entity(topology.hosts, id).account);
  const tenantPart = subscription.slice(0, 8).toLowerCase();
  return {
    base: physicalName(nameLimit('azureSubdomain'), topology.name, 'foundry', id),
    account: physicalName(nameLimit('azureSubdomain'), topology.name, id, tenantPart),
    vault: physicalName(nameLimit('azureVault'), topology.name, id, tenantPart),
  };
}
