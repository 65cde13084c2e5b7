import { rangesOverlap } from '../../topology/ipv4-range.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, linkedNetworks, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network/cidr-overlap',
  severity: 'error',
  title: 'Networks that a link joins, or that are joined with the same network, have address ranges apart from each other.',
  why: 'A route table sends one address to one place. When two networks that a third one sees share a range, part of one of them cannot be reached, and which part depends on the longest prefix; peering refuses such networks outright. Renumbering a network means rebuilding it.',
  fix: 'Give one of the networks another range before it is deployed, or correct the ranges of the link.',

  *topology({ topology }) {
    const told = new Set<string>();
    for (const [id] of sortedEntries(topology.networks)) {
      const seen = rangesSeenFrom(topology, id);
      for (const [index, one] of seen.entries()) {
        for (const other of seen.slice(index + 1)) {
          if (!clash(one, other)) continue;
          const [first, second] = [one, other].sort((a, b) => (a.path < b.path ? -1 : 1)) as [Seen, Seen];
          // A network is what can be renumbered least, so the range of a link is named rather than the network's.
          const [at, against] = first.isLink && !second.isLink ? [first, second] : [second, first];
          if (told.has(`${at.path} ${against.path}`)) continue;
          told.add(`${at.path} ${against.path}`);
          yield { path: at.path, message: `${at.range} overlaps ${against.range} (${against.path}), and ${id} has a route to both.` };
        }
      }
    }
  },
};

interface Seen {
  readonly path: string;
  readonly range: string;
  readonly isLink: boolean;
}

/** What a network has routes to: itself, the networks linked to it, and what else those links carry. Links do not pass traffic on. */
function rangesSeenFrom(topology: Topology, id: string): Seen[] {
  const linked = linkedNetworks(topology, id);
  const networks = [...new Set([id, ...linked.map(({ network }) => network)])];
  const links = [...new Set(linked.map(({ link }) => link))];
  return [
    ...networks.map((network) => ({ path: pathOf('networks', network, 'cidr'), range: entity(topology.networks, network).cidr, isLink: false })),
    ...links.flatMap((link) =>
      entity(topology.links, link).ranges.map((range, index) => ({ path: pathOf('links', link, 'ranges', index), range, isLink: true })),
    ),
  ];
}

/** Two links that carry the very same range are two paths to one place. */
function clash(one: Seen, other: Seen): boolean {
  return rangesOverlap(one.range, other.range) && !(one.isLink && other.isLink && one.range === other.range);
}
