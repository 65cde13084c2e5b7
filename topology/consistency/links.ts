import { subnetWithin } from '../aws-subnets.js';
import { rangesWithin } from '../ipv4-range.js';
import type { Link, LinkHalf, TransitGatewayHalf } from '../schema/links.js';
import type { Topology } from '../schema/topology.js';
import { didYouMean } from '../suggest.js';
import { entity, sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';

/** Halves of links fit the networks that they are in, and each other. */
export function linkMisfits(topology: Topology): Misfit[] {
  const misfits: Misfit[] = [];
  for (const [id, link] of sortedEntries(topology.links)) {
    for (const [network, half] of sortedEntries(link.attach)) {
      const path = ['links', id, 'attach', network];
      const misplaced = misplacedHalf(topology, link, network, half);
      if (misplaced !== undefined) misfits.push({ path, message: misplaced });
      else if (half.by === 'transit-gateway') misfits.push(...ofTransitGateway(topology, path, { id, link, network, half }));
      else if (half.by === 'interconnect') misfits.push(...ofInterconnect(path, half));
    }
  }
  return [...misfits, ...(misfits.length > 0 ? [] : contradictions(topology))];
}

const cloudOfHalf = { 'transit-gateway': 'aws', interconnect: 'google', 'virtual-network-peering': 'azure' } as const;

/** Kinds of links that each half can be a half of. */
const kinds: Readonly<Record<LinkHalf['by'], readonly Link['kind'][]>> = {
  'transit-gateway': ['transit-gateway', 'vpn', 'interconnect', 'expressroute'],
  interconnect: ['interconnect'],
  'virtual-network-peering': ['peering', 'vpn', 'expressroute'],
};

function misplacedHalf({ networks, existing }: Topology, link: Link, network: string, half: LinkHalf): string | undefined {
  if (!link.networks.includes(network))
    return `received "${network}", which the link does not join. Allowed: ${link.networks.join(', ')}.${didYouMean(network, link.networks)}`;
  if (existing.networks[network] !== undefined)
    return 'received a half in a network that exists already. Allowed: networks that are made here; whoever made this one attaches it.';
  if (!kinds[half.by].includes(link.kind))
    return `received by: ${half.by} in a link of kind ${link.kind}. Allowed: a link of kind ${kinds[half.by].join(', ')}.`;
  const { cloud } = entity(networks, network);
  if (cloudOfHalf[half.by] === cloud) return undefined;
  const [allowed] = Object.entries(cloudOfHalf).find(([, one]) => one === cloud) ?? [];
  return `received by: ${half.by} in a network on ${cloud}. Allowed there: by: ${allowed}.`;
}

interface Place {
  readonly id: string;
  readonly link: Link;
  readonly network: string;
  readonly half: TransitGatewayHalf;
}

function* ofTransitGateway(topology: Topology, path: readonly string[], { link, network: id, half }: Place): Iterable<Misfit> {
  const network = entity(topology.networks, id);
  const far = link.networks.filter((one) => one !== id).map((one) => entity(topology.networks, one).cidr);
  const carried = [...far, ...link.ranges];
  for (const [domain, answered] of Object.entries(half.resolve)) {
    if (!link.dnsForwarding.includes(domain))
      yield {
        path: [...path, 'resolve', domain],
        message: `received ${domain}. Allowed: a domain of the link's dnsForwarding: ${link.dnsForwarding.join(', ') || 'none is there'}.`,
      };
    if (typeof answered === 'string') continue;
    const lost = answered.filter((address) => !carried.some((range) => rangesWithin(`${address}/32`, range)));
    if (lost.length > 0)
      yield {
        path: [...path, 'resolve', domain],
        message: `received ${lost.join(', ')}, to which the link has no route. Allowed: addresses in ${carried.join(', ')}; add the range of the name servers to the link's ranges.`,
      };
  }
  const subnets = half.answersAt.map((address) => subnetWithin(network, address));
  const apart = new Set(subnets).size === subnets.length && !subnets.includes(undefined);
  if (half.answersAt.length === 1 || !apart)
    yield {
      path: [...path, 'answersAt'],
      message: `received ${half.answersAt.join(', ')}. Allowed: two or more addresses, each in the subnet of another zone of ${id} (the first /20 ranges of ${network.cidr}, without the first four addresses and the last).`,
    };
}

function* ofInterconnect(path: readonly string[], { asn, attachments }: Extract<LinkHalf, { by: 'interconnect' }>): Iterable<Misfit> {
  const all = sortedEntries(attachments);
  if (all.length < 2)
    yield {
      path: [...path, 'attachments'],
      message: `received ${all.length}. Allowed: two or more, because one is without service whenever Google maintains its edge.`,
    };
  const edges = all.flatMap(([, { edge }]) => edge ?? []);
  if (edges.length > 1 && new Set(edges).size === 1)
    yield {
      path: [...path, 'attachments'],
      message: `received ${edges.length} in ${edges[0]}. Allowed: one in each zone of the edge, because Google maintains one of them at a time.`,
    };
  for (const [key, { edge, interconnect }] of all) {
    if ((edge === undefined) === (interconnect === undefined))
      yield {
        path: [...path, 'attachments', key],
        message:
          'received neither or both of edge and interconnect. Allowed: edge for a partner’s attachment, interconnect for one on a Dedicated Interconnect.',
      };
    if (edge !== undefined && asn !== 16_550) yield { path: [...path, 'asn'], message: `received ${asn}. Allowed beside a partner’s attachment: 16550.` };
  }
}

/** A VPC has one attachment to a gateway, one way to a range, one answer for a domain and one place where it answers. */
function contradictions(topology: Topology): Misfit[] {
  return Object.keys(topology.networks).flatMap((network) => {
    const said = new Map<string, string>();
    return sortedEntries(topology.links).flatMap(([id, link]) => {
      const half = link.attach[network];
      if (half?.by !== 'transit-gateway') return [];
      const far = link.networks.filter((one) => one !== network).map((one) => entity(topology.networks, one).cidr);
      const says: [field: string[], what: string, value: string][] = [
        [['applianceMode'], `the attachment to ${half.transitGateway}`, String(half.applianceMode)],
        ...[...far, ...link.ranges].map((range): [string[], string, string] => [['transitGateway'], `the way to ${range}`, half.transitGateway]),
        ...Object.entries(half.resolve).map(([domain, answered]): [string[], string, string] => [['resolve', domain], domain, [answered].flat().join(', ')]),
        ...(half.answersAt.length > 0 ? [[['answersAt'], 'where it answers', half.answersAt.join(', ')] as [string[], string, string]] : []),
      ];
      return says.flatMap(([field, what, value]) => {
        const before = said.get(what) ?? value;
        said.set(what, before);
        return before === value
          ? []
          : [
              {
                path: ['links', id, 'attach', network, ...field],
                message: `received ${value}, but another link of ${network} says ${before} (${what}). Allowed: the same.`,
              },
            ];
      });
    });
  });
}
