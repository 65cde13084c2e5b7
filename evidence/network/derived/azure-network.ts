import { dnsZones, networkPlace } from '../../../derived/azure-places.js';
import { halvesIn } from '../../../derived/link-halves.js';
import type { PeeringHalf } from '../../../topology/schema/links.js';
import type { Problem } from '../../synthesized/problem.js';
import { blocks, type Resource } from '../../synthesized/stack.js';
import { linkedCallersOf, networksOf, type Scope } from './scope.js';
import { absent, is, mayBe, names, namesOr, type Setting, unlike } from './setting.js';

/** Parts of networks on Azure that are not as derived, openings that nothing derives, and denials that are missing. */
export function* azureNetworkProblems(scope: Scope): Iterable<Problem> {
  for (const resource of scope.stack.resources) {
    const settings = settingsOf[resource.type];
    if (settings !== undefined) yield* unlike(resource, settings(placeOf(scope)));
    if (resource.type === 'azurerm_network_security_group') yield* groupProblems(scope, resource);
    if (resource.type === 'azurerm_subnet' && !isGuarded(resource)) {
      yield { resource, message: `No association puts ${resource.id} behind a network security group of this stack.` };
    }
  }
}

interface Place {
  readonly range: readonly string[];
  readonly region: readonly string[];
  readonly subnets: readonly string[];
  readonly zoneIds: readonly string[];
  readonly halves: readonly PeeringHalf[];
  /** Whether the network is made here, with the zones of its names. */
  readonly made: boolean;
}

const settingsOf: Readonly<Record<string, (place: Place) => readonly Setting[]>> = {
  azurerm_virtual_network: ({ range }) => [is('address_space', ...range), absent('dns_servers'), absent('subnet')],
  azurerm_subnet: ({ range }) => [
    is('address_prefixes', ...range),
    is('private_endpoint_network_policies', 'Enabled'),
    names('virtual_network_name', 'azurerm_virtual_network'),
    absent('service_endpoints'),
    absent('delegation'),
  ],
  azurerm_subnet_network_security_group_association: () => [
    names('subnet_id', 'azurerm_subnet'),
    names('network_security_group_id', 'azurerm_network_security_group'),
  ],
  azurerm_private_dns_zone: () => [is('name', ...dnsZones().account, ...dnsZones().vault)],
  azurerm_private_dns_zone_virtual_network_link: ({ halves }) => [
    namesOr('virtual_network_id', 'azurerm_virtual_network', ...halves.flatMap(({ hub, linkZones }) => (linkZones ? [hub] : []))),
    names('private_dns_zone_name', 'azurerm_private_dns_zone'),
    is('registration_enabled', 'false'),
  ],
  azurerm_virtual_network_peering: ({ halves }) => [
    names('virtual_network_name', 'azurerm_virtual_network'),
    is('remote_virtual_network_id', ...halves.map(({ hub }) => hub)),
    is('use_remote_gateways', ...halves.map(({ useRemoteGateways }) => String(useRemoteGateways))),
    mayBe('allow_gateway_transit', 'false'),
    mayBe('peer_complete_virtual_networks_enabled', 'true'),
    ...['local_subnet_names', 'remote_subnet_names', 'only_ipv6_peering_enabled'].map(absent),
  ],
  azurerm_private_endpoint: ({ subnets, region, zoneIds, made }) => [
    is('subnet_id', ...subnets),
    is('location', ...region),
    names('private_service_connection.private_connection_resource_id', 'azurerm_cognitive_account', 'azurerm_key_vault'),
    is('private_service_connection.subresource_names', 'account', 'vault'),
    is('private_service_connection.is_manual_connection', 'false'),
    // Who answers for the names of a network that exists, its owner says.
    { ...is('private_dns_zone_group.private_dns_zone_ids', ...zoneIds), needed: made },
  ],
  azurerm_cognitive_account: () => [
    ...['network_acls.ip_rules', 'network_acls.virtual_network_rules', 'network_injection'].map(absent),
    is('network_acls.bypass', 'None'),
    is('outbound_network_access_restricted', 'true'),
    is('public_network_access_enabled', 'false'),
  ],
  azurerm_key_vault: () => [
    ...['network_acls.ip_rules', 'network_acls.virtual_network_subnet_ids'].map(absent),
    is('network_acls.bypass', 'AzureServices', 'None'),
    is('public_network_access_enabled', 'false'),
  ],
};

function placeOf(scope: Scope): Place {
  const { topology } = scope;
  const [[id, network] = []] = networksOf(scope);
  if (id === undefined || network === undefined) return { range: [], region: [], subnets: [], zoneIds: [], halves: [], made: false };
  const { subnetId, location, dnsZoneIds } = networkPlace(topology, id);
  return {
    range: [network.cidr],
    region: [location],
    subnets: [subnetId],
    zoneIds: [...dnsZoneIds.account, ...dnsZoneIds.vault],
    halves: halvesIn(topology, id, 'virtual-network-peering').map(({ half }) => half),
    made: topology.existing.networks[id] === undefined,
  };
}

/** Allowed: HTTPS in, from the networks of gateways that call. Everything else is denied: the default rules admit what is routed, and let all out. */
function* groupProblems(scope: Scope, resource: Resource): Iterable<Problem> {
  const { topology, further } = scope;
  const [[id] = []] = networksOf(scope);
  const callers = id === undefined ? [] : linkedCallersOf(topology, id);
  const rules = blocks(resource.properties['security_rule'] ?? undefined);
  for (const rule of rules.filter(({ access }) => access !== 'Deny')) {
    const ports = spread(rule, 'destination_port_range');
    const sources = spread(rule, 'source_address_prefix');
    const strange = sources.filter((range) => !callers.includes(range) && !further(range));
    const https = rule['direction'] === 'Inbound' && rule['protocol'] === 'Tcp' && ports.join() === '443';
    if (https && sources.length > 0 && strange.length === 0) continue;
    const what = `${String(rule['direction'])} ${String(rule['protocol'])} ${ports.join(', ')} from ${sources.join(', ') || 'anywhere'}`;
    yield { resource, message: `${resource.id}: ${String(rule['name'])} opens ${what}. Allowed: Inbound Tcp 443 from ${callers.join(', ') || 'nowhere'}.` };
  }
  const opened = Math.max(0, ...rules.filter(({ access }) => access !== 'Deny').map(({ priority }) => Number(priority)));
  for (const [direction, to] of [
    ['Inbound', '*'],
    ['Outbound', 'Internet'],
  ] as const) {
    if (rules.some((rule) => denies(rule, direction, to) && Number(rule['priority']) > opened)) continue;
    yield { resource, message: `${resource.id} has no rule that denies all ${direction} to ${to} after what it opens.` };
  }
}

function denies(rule: Record<string, unknown>, direction: string, to: string): boolean {
  const whole = rule['protocol'] === '*' && spread(rule, 'destination_port_range').includes('*') && spread(rule, 'source_port_range').includes('*');
  const destinations = spread(rule, 'destination_address_prefix');
  const everything = spread(rule, 'source_address_prefix').includes('*') && (destinations.includes(to) || destinations.includes('*'));
  return rule['access'] === 'Deny' && rule['direction'] === direction && whole && everything;
}

/** A field that is written alone or, with an s, as a list. */
function spread(rule: Record<string, unknown>, field: string): string[] {
  return [rule[field], rule[`${field}es`], rule[`${field}s`]].flat().flatMap((value) => (typeof value === 'string' ? [value] : []));
}

function isGuarded(subnet: Resource): boolean {
  return subnet.stack.resources.some(
    ({ type, properties }) => type === 'azurerm_subnet_network_security_group_association' && properties['subnet_id'] === `\${${subnet.id}.id}`,
  );
}
