import { dnsZones, fleetZones, networkPlace, virtualNetworkId } from '../../../derived/azure-places.js';
import { halvesIn } from '../../../derived/link-halves.js';
import { azureSubnets, hasFleet } from '../../../topology/azure-subnets.js';
import type { PeeringHalf } from '../../../topology/schema/links.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity } from '../../../topology/views.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { Problem } from '../../synthesized/problem.js';
import type { Resource } from '../../synthesized/stack.js';
import { endpointProblems } from './azure-endpoints.js';
import { groupProblems } from './azure-openings.js';
import { networksOf, type Scope } from './scope.js';
import { absent, is, mayBe, names, namesOr, type Setting, unlike } from './setting.js';

/** Parts of networks on Azure that are not as derived, openings that nothing derives, and denials that are missing. */
export function* azureNetworkProblems(scope: Scope): Iterable<Problem> {
  for (const resource of scope.stack.resources) {
    const settings = settingsOf[resource.type];
    if (settings !== undefined) yield* unlike(resource, settings(placeOf(scope), resource));
    if (resource.type === 'azurerm_private_endpoint') yield* endpointProblems(scope, resource);
    if (resource.type === 'azurerm_network_security_group') yield* groupProblems(scope, resource);
    if (resource.type === 'azurerm_subnet' && !isGuarded(resource)) {
      yield { resource, message: `No association puts ${resource.id} behind a network security group of this stack.` };
    }
  }
}

interface Place {
  readonly topology: Topology;
  /** Networks that the stack makes or is in. */
  readonly networks: readonly string[];
  readonly subnets: readonly string[];
  readonly front: readonly string[];
  readonly nodes: readonly string[];
  readonly region: readonly string[];
  readonly halves: readonly PeeringHalf[];
  /** Name and address of the load balancer of a fleet. */
  readonly endpoint: { readonly hostname: string; readonly address: string } | undefined;
}

const settingsOf: Readonly<Record<string, (place: Place, resource: Resource) => readonly Setting[]>> = {
  azurerm_virtual_network: ({ topology, networks }) => [
    is('address_space', ...networks.map((id) => entity(topology.networks, id).cidr)),
    absent('dns_servers'),
    absent('subnet'),
  ],
  azurerm_subnet: (place, { properties }) => [
    is('address_prefixes', ...rangesNamed(place, String(properties['name']))),
    is('private_endpoint_network_policies', 'Enabled'),
    names('virtual_network_name', 'azurerm_virtual_network'),
    absent('service_endpoints'),
    ...(properties['name'] === 'front' ? [is('delegation.service_delegation.name', 'Microsoft.Network/applicationGateways')] : [absent('delegation')]),
  ],
  azurerm_subnet_network_security_group_association: () => [
    names('subnet_id', 'azurerm_subnet'),
    names('network_security_group_id', 'azurerm_network_security_group'),
  ],
  azurerm_private_dns_zone: ({ topology, networks, endpoint }) => [
    endpoint === undefined ? is('name', ...hubZones, ...(networks.some((id) => hasFleet(topology, id)) ? ownZones : [])) : is('name', endpoint.hostname),
  ],
  azurerm_private_dns_a_record: ({ endpoint }) => [
    names('zone_name', 'azurerm_private_dns_zone'),
    is('name', '@'),
    is('records', ...(endpoint === undefined ? [] : [endpoint.address])),
  ],
  azurerm_private_dns_zone_virtual_network_link: ({ topology, networks, halves }, resource) => [
    namesOr(
      'virtual_network_id',
      'azurerm_virtual_network',
      ...networks.map((id) => virtualNetworkId(topology, id)),
      // Hubs would answer for the registries, stores and logs of everybody behind them.
      ...(ownZones.includes(zoneOf(resource)) ? [] : halves.flatMap(({ hub, linkZones }) => (linkZones ? [hub] : []))),
    ),
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
  azurerm_private_endpoint: ({ subnets, region }) => [
    is('subnet_id', ...subnets),
    is('location', ...region),
    is('private_service_connection.is_manual_connection', 'false'),
  ],
  azurerm_monitor_private_link_scope: () => [is('ingestion_access_mode', 'PrivateOnly'), is('query_access_mode', 'PrivateOnly')],
  azurerm_application_gateway: ({ front, endpoint }) => [
    is('gateway_ip_configuration.subnet_id', ...front),
    is('frontend_ip_configuration.subnet_id', ...front),
    is('frontend_ip_configuration.private_ip_address', ...(endpoint === undefined ? [] : [endpoint.address])),
  ],
  azurerm_linux_virtual_machine_scale_set: ({ nodes }) => [
    is('network_interface.ip_configuration.subnet_id', ...nodes),
    mayBe('network_interface.enable_ip_forwarding', 'false'),
    ...['dns_servers', 'ip_configuration.load_balancer_backend_address_pool_ids', 'ip_configuration.load_balancer_inbound_nat_rules_ids'].map((path) =>
      absent(`network_interface.${path}`),
    ),
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
  azurerm_storage_account: () => [
    ...['network_rules.ip_rules', 'network_rules.virtual_network_subnet_ids', 'network_rules.private_link_access'].map(absent),
    is('network_rules.bypass', 'None'),
    is('public_network_access_enabled', 'false'),
  ],
};

const hubZones = Object.values(dnsZones()).flat();
const ownZones = Object.values(fleetZones()).flat();

function placeOf(scope: Scope): Place {
  const { topology, stack } = scope;
  const networks = networksOf(scope).map(([id]) => id);
  const places = networks.map((id) => networkPlace(topology, id));
  const [, host] = subjectOf(topology, stack)?.host ?? [];
  return {
    topology,
    networks,
    subnets: places.map(({ subnetId }) => subnetId),
    front: places.map(({ fleetSubnets }) => fleetSubnets.front),
    nodes: places.map(({ fleetSubnets }) => fleetSubnets.nodes),
    region: places.map(({ location }) => location),
    halves: networks.flatMap((id) => halvesIn(topology, id, 'virtual-network-peering').map(({ half }) => half)),
    endpoint: host !== undefined && 'registry' in host ? host.endpoint : undefined,
  };
}

function rangesNamed({ topology, networks }: Place, subnet: string): string[] {
  return networks.flatMap((id) => {
    const { endpoints, fleets } = azureSubnets(topology, id);
    return Object.entries({ endpoints, ...fleets }).flatMap(([name, range]) => (name === subnet ? [range] : []));
  });
}

/** Name of the zone that a link is of. */
function zoneOf({ properties, stack }: Resource): string {
  const zone = stack.resources.find(({ id, type }) => type === 'azurerm_private_dns_zone' && properties['private_dns_zone_name'] === `\${${id}.name}`);
  return String(zone?.properties['name']);
}

function isGuarded(subnet: Resource): boolean {
  return subnet.stack.resources.some(
    ({ type, properties }) => type === 'azurerm_subnet_network_security_group_association' && properties['subnet_id'] === `\${${subnet.id}.id}`,
  );
}
