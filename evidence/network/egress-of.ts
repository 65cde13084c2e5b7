import { wayOutOf } from '../../catalogue/asked.js';
import { isInternet } from '../../topology/ipv4-range.js';
import { nestedKeys } from '../synthesized/nested-keys.js';
import { blocks, type Resource } from '../synthesized/stack.js';

/** Ways to the internet that a resource opens. */
export function* egressOf(resource: Resource): Iterable<string> {
  const gateway = wayOutOf(resource.type);
  if (gateway !== undefined) yield `${resource.type} is ${gateway}; the network must have none.`;
  yield* routes(resource);
  yield* publicAddresses(resource);
  yield* openEgress(resource);
  yield* defaults(resource);
}

function* routes({ type, properties }: Resource): Iterable<string> {
  const destinations: Readonly<Record<string, readonly string[]>> = {
    'AWS::EC2::Route': ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'],
    google_compute_route: ['dest_range'],
    azurerm_route: ['address_prefix'],
  };
  for (const key of destinations[type] ?? []) {
    if (isInternet(properties[key])) yield `A route leads to ${String(properties[key])}; a private network has no default route.`;
  }
  if (String(properties['next_hop_gateway'] ?? '').includes('default-internet-gateway')) yield 'A route leads to default-internet-gateway.';
  for (const route of type === 'azurerm_route' ? [properties] : type === 'azurerm_route_table' ? blocks(properties['route']) : []) {
    if (route['next_hop_type'] === 'Internet') yield `A route sends ${String(route['address_prefix'])} to the internet.`;
    else if (type === 'azurerm_route_table' && isInternet(route['address_prefix']))
      yield `A route leads to ${String(route['address_prefix'])}; a private network has no default route.`;
  }
}

function* openGroupRule(rule: Readonly<Record<string, unknown>>): Iterable<string> {
  for (const destination of [rule['CidrIp'], rule['CidrIpv6']].filter(isInternet)) {
    yield `A security group lets connections out to ${String(destination)}. Allowed: private endpoints, prefix lists and ranges of declared networks.`;
  }
}

/** A firewall rule that lets connections out to anywhere: no route leads there yet, and one day one might. */
function* openEgress({ type, properties }: Resource): Iterable<string> {
  if (type === 'AWS::EC2::SecurityGroupEgress') yield* openGroupRule(properties);
  if (type === 'AWS::EC2::SecurityGroup') {
    const rules = blocks(properties['SecurityGroupEgress']);
    if (rules.length === 0)
      yield 'A security group without SecurityGroupEgress lets every connection out. Allowed: private endpoints, prefix lists and ranges of declared networks.';
    for (const rule of rules) yield* openGroupRule(rule);
  }
  if (type !== 'google_compute_firewall' || properties['direction'] !== 'EGRESS' || blocks(properties['allow'] ?? undefined).length === 0) return;
  const destinations = properties['destination_ranges'];
  const open = Array.isArray(destinations) ? destinations.filter(isInternet) : ['0.0.0.0/0, because destination_ranges is absent'];
  for (const destination of open) yield `A firewall rule lets connections out to ${String(destination)}. Allowed: ranges of declared networks.`;
}

/** By key and not by type, so that no resource can bring a public address along unseen. */
function* publicAddresses({ type, properties }: Resource): Iterable<string> {
  for (const [key, value] of nestedKeys(properties)) {
    if ((key === 'MapPublicIpOnLaunch' || key === 'AssociatePublicIpAddress') && String(value) === 'true')
      yield `${key} is true: instances get a public address.`;
    if (key === 'AssignPublicIp' && value === 'ENABLED') yield 'AssignPublicIp is ENABLED: tasks get a public address.';
    if ((key === 'access_config' || key === 'ipv6_access_config') && blocks(value ?? undefined).length > 0) yield `${key} gives an instance a public address.`;
    if (key === 'public_ip_address_id' && typeof value === 'string') yield 'A network interface has a public IP address.';
  }
  if ((type === 'google_compute_address' || type === 'google_compute_global_address') && properties['address_type'] !== 'INTERNAL') {
    yield `The address is ${String(properties['address_type'] ?? 'EXTERNAL, because address_type is absent')}. Allowed: INTERNAL.`;
  }
}

/** What opens egress unless it is configured not to. */
function* defaults({ type, properties }: Resource): Iterable<string> {
  if (type === 'google_compute_network' && properties['delete_default_routes_on_create'] !== true) {
    yield 'delete_default_routes_on_create is not true: the network keeps its default route to the internet.';
  }
  const subnets = type === 'azurerm_subnet' ? [properties] : type === 'azurerm_virtual_network' ? blocks(properties['subnet'] ?? undefined) : [];
  if (subnets.some((subnet) => subnet['default_outbound_access_enabled'] !== false)) {
    yield 'default_outbound_access_enabled is not false: Azure gives the subnet a way to the internet.';
  }
}
