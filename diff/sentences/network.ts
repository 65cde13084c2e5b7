import type { Sentence } from '../../hosts/shared/host-words.js';
import type { Topology } from '../../topology/schema/topology.js';
import { place } from '../places.js';

type Network = Topology['networks'][string];
type Link = Topology['links'][string];

/** What a network that comes or goes is. */
export function networkSentences(id: string, before: Topology, after: Topology): Sentence[] {
  const [was, is] = [before.networks[id], after.networks[id]];
  if (is !== undefined && was !== undefined) return [];
  const path = `networks.${id}`;
  if (is !== undefined) return [{ path, tells: [path], text: `network \`${id}\` is new: ${networkWords(is)}${existing(after, id)}` }];
  return was === undefined ? [] : [{ path, tells: [path], text: `network \`${id}\` is gone: ${networkWords(was)}` }];
}

function networkWords({ cloud, account, region, cidr }: Network): string {
  return `${cidr} in ${place(cloud, region)}, account \`${account}\` on ${cloud}`;
}

function existing({ existing: { networks } }: Topology, id: string): string {
  return networks[id] === undefined ? '' : `; it exists already, as \`${networks[id].id}\``;
}

/** What a link that comes or goes connects: which networks then reach each other. */
export function linkSentences(id: string, before: Topology, after: Topology): Sentence[] {
  const [was, is] = [before.links[id], after.links[id]];
  if (is !== undefined && was !== undefined) return [];
  const path = `links.${id}`;
  if (is !== undefined) {
    const text = `link \`${id}\` is new: ${linkWords(is)}; the path has to be there already, and only the ends of it in our networks are made`;
    return [{ path, tells: [path], text }];
  }
  return was === undefined ? [] : [{ path, tells: [path], text: `link \`${id}\` is gone: ${linkWords(was)}; the path itself stays` }];
}

function linkWords({ kind, networks, ranges, dnsForwarding }: Link): string {
  const parts = [
    ...(ranges.length > 0 ? [`it carries ${ranges.join(', ')} besides`] : []),
    ...(dnsForwarding.length > 0 ? [`${dnsForwarding.join(', ')} ${dnsForwarding.length === 1 ? 'resolves' : 'resolve'} across it`] : []),
  ];
  return [`${networks.join(' and ')} reach each other by ${kind}`, ...parts].join('; ');
}
