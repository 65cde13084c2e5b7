import { pathOf } from '../topology/path.js';
import type { Link, LinkHalf, TransitGatewayHalf } from '../topology/schema/links.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';

/** A half of a link that is made in a network. */
interface Half<H extends LinkHalf> {
  readonly link: string;
  readonly half: H;
  /** Topology path of the half. */
  readonly path: string;
  /** What is on the other side: the range of its network, and what the link carries besides. */
  readonly ranges: readonly string[];
}

/** Halves of one form in a network, by link. */
export function halvesIn<B extends LinkHalf['by']>(topology: Topology, network: string, by: B): Half<Extract<LinkHalf, { by: B }>>[] {
  const isOf = (half: LinkHalf | undefined): half is Extract<LinkHalf, { by: B }> => half?.by === by;
  return sortedEntries(topology.links).flatMap(([id, link]) => {
    const half = link.attach[network];
    return isOf(half) ? [{ link: id, half, path: pathOf('links', id, 'attach', network), ranges: farRanges(topology, link, network) }] : [];
  });
}

/** Ranges that a link leads to from one of its networks. */
export function farRanges(topology: Topology, { networks: [one, other], ranges }: Link, network: string): string[] {
  const far = one === network ? other : one;
  return [...new Set([entity(topology.networks, far).cidr, ...ranges])].sort();
}

/** The attachment of a VPC to one transit gateway, which every link over that gateway uses. */
export interface TransitAttachment {
  readonly transitGateway: string;
  readonly applianceMode: boolean;
  readonly path: string;
  /** What it leads to. */
  readonly routes: readonly { readonly range: string; readonly path: string }[];
}

export function transitAttachments(topology: Topology, network: string): TransitAttachment[] {
  const halves = halvesIn(topology, network, 'transit-gateway');
  const gateways = [...new Set(halves.map(({ half }) => half.transitGateway))].sort();
  return gateways.map((transitGateway) => {
    const over = halves.filter(({ half }) => half.transitGateway === transitGateway);
    const routes = new Map(over.toReversed().flatMap(({ ranges, path }) => ranges.map((range) => [range, path] as const)));
    return {
      transitGateway,
      applianceMode: over.some(({ half }) => half.applianceMode),
      path: over[0]?.path ?? '',
      routes: [...routes].map(([range, path]) => ({ range, path })).sort((a, b) => (a.range < b.range ? -1 : 1)),
    };
  });
}

/** A domain that a network asks the other side of a link for. */
export interface ForwardedDomain {
  readonly domain: string;
  /** Id of a rule that exists, or the name servers to ask. */
  readonly answered: TransitGatewayHalf['resolve'][string];
  readonly path: string;
}

export function forwardedDomains(topology: Topology, network: string): ForwardedDomain[] {
  const all = halvesIn(topology, network, 'transit-gateway').flatMap(({ half, path }) =>
    sortedEntries(half.resolve).map(([domain, answered]) => ({ domain, answered, path })),
  );
  return sortedEntries(Object.fromEntries(all.toReversed().map((one) => [one.domain, one]))).map(([, one]) => one);
}

/** Where a network answers for its names, and who may ask; undefined where it does not. */
export interface Answering {
  readonly addresses: readonly string[];
  readonly callers: readonly string[];
  readonly path: string;
}

export function answeringIn(topology: Topology, network: string): Answering | undefined {
  const answering = halvesIn(topology, network, 'transit-gateway').filter(({ half }) => half.answersAt.length > 0);
  const [first] = answering;
  if (first === undefined) return undefined;
  return { addresses: first.half.answersAt, callers: [...new Set(answering.flatMap(({ ranges }) => ranges))].sort(), path: first.path };
}
