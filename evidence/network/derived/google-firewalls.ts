import { networkAddresses, networkNames } from '../../../derived/google-network.js';
import { healthCheckRanges } from '../../../facts/google.js';
import { engineContainer } from '../../../facts/serving.js';
import { traitsOf } from '../../../hosts/traits.js';
import { entity } from '../../../topology/views.js';
import { namedPlace } from '../../places/named-place.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { Problem } from '../../synthesized/problem.js';
import { blocks, type Resource } from '../../synthesized/stack.js';
import { networksOf, type Scope } from './scope.js';

/** Openings that the topology does not derive, and networks without the two rules that deny what nothing opens. */
export function* firewallProblems(scope: Scope): Iterable<Problem> {
  const { topology, stack } = scope;
  const firewalls = stack.resources.filter(({ type }) => type === 'google_compute_firewall');
  for (const firewall of firewalls) {
    const links = networksOf(scope).map(([id]) => networkNames(topology, id).network);
    const named = namedPlace(firewall.properties['network'], firewall, []);
    const own = named.kind === 'resource' ? named.resource.type === 'google_compute_network' : links.includes(String(firewall.properties['network']));
    if (!own)
      yield { resource: firewall, message: `${firewall.id}: network is ${String(firewall.properties['network'])}. Allowed: the network that it was made for.` };
    const denied = blocks(firewall.properties['deny'] ?? undefined).length > 0 ? rangesOf(firewall) : [];
    if (denied.length > 0 && denied.join() !== '0.0.0.0/0')
      yield { resource: firewall, message: `${firewall.id} denies ${denied.join(', ')}. Allowed: 0.0.0.0/0, which is everything.` };
    const allowed = allowedOf(scope);
    for (const text of openings(firewall)) {
      if (allowed.includes(text) || isFurther(scope, text)) continue;
      yield { resource: firewall, message: `${firewall.id} opens ${text}. Allowed: ${allowed.join('; ') || 'nothing'}.` };
    }
  }
  for (const network of stack.resources.filter(({ type }) => type === 'google_compute_network')) {
    for (const direction of ['INGRESS', 'EGRESS']) {
      if (firewalls.some((firewall) => deniesAll(firewall, direction, network))) continue;
      yield { resource: network, message: `No firewall rule of ${network.id} denies all ${direction}, so that every other rule is all that is let through.` };
    }
  }
}

/** What a rule opens, one text for each range, protocol and port: `EGRESS tcp 443 10.0.0.0/21`. */
function openings(firewall: Resource): string[] {
  const { properties } = firewall;
  const direction = properties['direction'] === 'EGRESS' ? 'EGRESS' : 'INGRESS';
  const ranges = rangesOf(firewall);
  const accounts = list(properties['target_service_accounts']);
  const own = accounts.length > 0 && accounts.every((account) => isOwnAccount(account, firewall));
  const targets = direction === 'EGRESS' || own ? '' : ` to ${accounts.join(', ') || 'every machine'}`;
  const sources = direction === 'INGRESS' ? [...list(properties['source_tags']), ...list(properties['source_service_accounts'])] : [];
  return blocks(properties['allow'] ?? undefined).flatMap(({ protocol, ports }) => {
    const at = list(ports).length === 0 ? ['any port'] : list(ports);
    const peers = [...ranges, ...sources];
    return at.flatMap((port) => (peers.length === 0 ? ['any address'] : peers).map((peer) => `${direction} ${String(protocol)} ${port} ${peer}${targets}`));
  });
}

function rangesOf({ properties }: Resource): string[] {
  return list(properties[properties['direction'] === 'EGRESS' ? 'destination_ranges' : 'source_ranges']);
}

function isOwnAccount(account: string, firewall: Resource): boolean {
  const named = namedPlace(account, firewall, []);
  return named.kind === 'resource' && named.resource.type === 'google_service_account';
}

function allowedOf(scope: Scope): string[] {
  return networksOf(scope).flatMap(([id]) => allowedIn(scope, id));
}

function allowedIn({ topology, stack }: Scope, id: string): string[] {
  const { subnetCidr, googleApis, proxies } = networkAddresses(topology, id);
  const host = subjectOf(topology, stack)?.host?.[1];
  if (host === undefined || traitsOf(host).nodes(host) === 'none') return [subnetCidr, `${googleApis}/32`].map((range) => `EGRESS tcp 443 ${range}`);
  // Where the proxies of an existing network are is not declared.
  const balancer = topology.existing.networks[id] === undefined ? proxies : entity(topology.networks, id).cidr;
  return [balancer, ...healthCheckRanges()].map((range) => `INGRESS tcp ${engineContainer('vllm').port} ${range}`);
}

function isFurther({ further }: Scope, text: string): boolean {
  const [, range = ''] = /^INGRESS tcp 443 ([0-9./]+)$/.exec(text) ?? [];
  return further(range);
}

function deniesAll(firewall: Resource, direction: string, network: Resource): boolean {
  const { properties } = firewall;
  const everybody = ['target_tags', 'target_service_accounts', 'source_tags', 'source_service_accounts'].every((key) => list(properties[key]).length === 0);
  const all = blocks(properties['deny'] ?? undefined).some(({ protocol, ports }) => protocol === 'all' && list(ports).length === 0);
  const isOf = String(properties['network']).startsWith(`\${${network.id}.`);
  return properties['direction'] === direction && rangesOf(firewall).includes('0.0.0.0/0') && everybody && all && isOf && properties['disabled'] !== true;
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
