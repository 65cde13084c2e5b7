import { resolves } from '../../derived/forwarded-domains.js';
import { promptProxyOf } from '../../derived/prompt-proxies.js';
import { rangesWithin } from '../../topology/ipv4-range.js';
import { pathOf } from '../../topology/path.js';
import { entity, linkedNetworks, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network/egress-proxy',
  severity: 'error',
  title: 'The proxy that prompts of a zone leave by is in the network of its gateway, or a declared link leads to it and resolves its name.',
  why: 'Tasks may connect to the range of the proxy alone, and networks here have no other way out. A proxy that nothing leads to refuses no deployment: it is found when the first request spills over to the host behind it.',
  fix: 'Declare the range of the proxy among the ranges of the link that carries it, and its name in dnsForwarding.',
  source: 'docs/adr/0144-prompts-leave-through-a-declared-proxy.md',

  *topology({ topology }) {
    for (const [zone, { range }] of sortedEntries(topology.existing.promptProxies)) {
      const hostname = promptProxyOf(topology, zone)?.hostname ?? '';
      const from = topology.gateway.zones[zone]?.network;
      // In its own network that the name resolves is what the approval says: state/existing.
      if (from === undefined || rangesWithin(range, entity(topology.networks, from).cidr)) continue;
      const leading = linkedNetworks(topology, from).filter(({ link, entity: { cidr } }) =>
        [cidr, ...entity(topology.links, link).ranges].some((carried) => rangesWithin(range, carried)),
      );
      const [first] = leading;
      if (first === undefined)
        yield {
          path: pathOf('existing', 'promptProxies', zone, 'range'),
          message: `The proxy of ${zone} is in ${range}, which is neither in ${from}, where the gateway is, nor among what a link of ${from} carries.`,
        };
      else if (!leading.some(({ link }) => resolves(entity(topology.links, link).dnsForwarding, hostname)))
        yield {
          path: pathOf('links', first.link, 'dnsForwarding'),
          message: `The proxy of ${zone} needs ${hostname} to resolve from ${from}, and ${leading.map(({ link }) => link).join(', ')} does not forward it.`,
        };
    }
  },
};
