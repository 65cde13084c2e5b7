import { engineContainer } from '../../../facts/serving.js';
import { azureSubnets } from '../../../topology/azure-subnets.js';
import type { Problem } from '../../synthesized/problem.js';
import { blocks, type Resource } from '../../synthesized/stack.js';
import { linkedCallersOf, networksOf, type Scope } from './scope.js';

/** What a rule of a security group may let through. Ranges of which it is one, or several. */
interface Opening {
  readonly direction: 'Inbound' | 'Outbound';
  readonly port: string;
  readonly protocol: string;
  readonly ranges: readonly string[];
}

/** Security groups that open more than their subnet needs, or deny less. */
export function* groupProblems(scope: Scope, resource: Resource): Iterable<Problem> {
  const { further } = scope;
  const [[id] = []] = networksOf(scope);
  const subnet = subnetOf(resource);
  const openings = id === undefined ? [] : openingsOf(scope, id, subnet);
  const rules = blocks(resource.properties['security_rule'] ?? undefined);
  for (const rule of rules.filter(({ access }) => access !== 'Deny')) {
    const ports = spread(rule, 'destination_port_range');
    const [inward, outward] = [spread(rule, 'source_address_prefix'), spread(rule, 'destination_address_prefix')];
    const [ranges, others] = rule['direction'] === 'Inbound' ? [inward, outward] : [outward, inward];
    const allowed = openings.some(
      (one) =>
        one.direction === rule['direction'] &&
        one.protocol === rule['protocol'] &&
        ports.join() === one.port &&
        // Its own side is the subnet that it guards.
        others.join() === '*' &&
        ranges.length > 0 &&
        ranges.every((range) => one.ranges.includes(range) || (one.direction === 'Inbound' && one.port === '443' && further(range))),
    );
    if (allowed) continue;
    const way = rule['direction'] === 'Inbound' ? 'from' : 'to';
    const what = `${String(rule['direction'])} ${String(rule['protocol'])} ${ports.join(', ')} ${way} ${ranges.join(', ') || 'anywhere'}${others.join() === '*' ? '' : `, and on its own side ${others.join(', ') || 'nothing'}`}`;
    yield { resource, message: `${resource.id}: ${String(rule['name'])} opens ${what}. Allowed: ${openings.map(worded).join('; ') || 'nothing'}.` };
  }
  yield* missingDenials(resource, rules, subnet);
}

/** What each subnet needs. Endpoints are called by gateways and by fleets, load balancers by gateways; they call nodes, and both call endpoints. */
function openingsOf({ topology }: Scope, network: string, subnet: string | undefined): Opening[] {
  const callers = linkedCallersOf(topology, network);
  const { endpoints, fleets } = azureSubnets(topology, network);
  const port = String(engineContainer('vllm').port);
  const https = (ranges: readonly string[]): Opening => ({ direction: 'Inbound', protocol: 'Tcp', port: '443', ranges });
  const toEndpoints: Opening = { direction: 'Outbound', protocol: 'Tcp', port: '443', ranges: [endpoints] };
  if (subnet === 'endpoints') return [https([...callers, ...(fleets === undefined ? [] : [fleets.front, fleets.nodes])])];
  if (fleets === undefined) return [];
  if (subnet === 'nodes') return [{ direction: 'Inbound', protocol: 'Tcp', port, ranges: [fleets.front] }, toEndpoints];
  if (subnet !== 'front') return [];
  return [
    https(callers),
    // How Azure looks whether the balancer itself is there.
    { direction: 'Inbound', protocol: '*', port: '*', ranges: ['AzureLoadBalancer'] },
    { direction: 'Outbound', protocol: 'Tcp', port, ranges: [fleets.nodes] },
    toEndpoints,
  ];
}

/** Everything else is denied: the default rules admit what is routed, and let all out. From endpoints nothing goes out but to the network itself. */
function* missingDenials(resource: Resource, rules: readonly Record<string, unknown>[], subnet: string | undefined): Iterable<Problem> {
  const opened = Math.max(0, ...rules.filter(({ access }) => access !== 'Deny').map(({ priority }) => Number(priority)));
  for (const [direction, to] of [
    ['Inbound', '*'],
    ['Outbound', subnet === 'front' || subnet === 'nodes' ? '*' : 'Internet'],
  ] as const) {
    if (rules.some((rule) => denies(rule, direction, to) && Number(rule['priority']) > opened)) continue;
    yield { resource, message: `${resource.id} has no rule that denies all ${direction} to ${to} after what it opens.` };
  }
}

/** Name of the one subnet behind a security group. */
function subnetOf({ id, stack }: Resource): string | undefined {
  const behind = stack.resources.filter(
    ({ type, properties }) => type === 'azurerm_subnet_network_security_group_association' && properties['network_security_group_id'] === `\${${id}.id}`,
  );
  const [subnet, ...more] = stack.resources.filter(
    (one) => one.type === 'azurerm_subnet' && behind.some(({ properties }) => properties['subnet_id'] === `\${${one.id}.id}`),
  );
  return more.length > 0 ? undefined : subnet && String(subnet.properties['name']);
}

function worded({ direction, protocol, port, ranges }: Opening): string {
  return `${direction} ${protocol} ${port} ${direction === 'Inbound' ? 'from' : 'to'} ${ranges.join(', ') || 'nowhere'}`;
}

function denies(rule: Record<string, unknown>, direction: string, to: string): boolean {
  // One value alone: Azure takes a field either as one or as a list, so what both together would deny is not known.
  const only = (field: string, ...values: readonly string[]) => values.includes(spread(rule, field).join());
  const whole = rule['protocol'] === '*' && only('destination_port_range', '*') && only('source_port_range', '*');
  return (
    rule['access'] === 'Deny' && rule['direction'] === direction && whole && only('source_address_prefix', '*') && only('destination_address_prefix', to, '*')
  );
}

/** A field that is written alone or, with an s, as a list. */
function spread(rule: Record<string, unknown>, field: string): string[] {
  return [rule[field], rule[`${field}es`], rule[`${field}s`]].flat().flatMap((value) => (typeof value === 'string' ? [value] : []));
}
