import { cloudOf } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, linkedNetworks, type NamedHost } from '../../topology/views.js';
import type { Violation } from '../rule.js';
import { resolves } from './needed-domains.js';

interface Step {
  readonly workload: string;
  readonly host: string;
  /** Field of the workload that names the host. */
  readonly field: NamedHost['field'];
  /** Network of the gateway. */
  readonly from: string;
}

/** Why a gateway does not reach a host, at the place to change. */
export function* unreachable(topology: Topology, { workload, field, host: id, from }: Step): Iterable<Violation> {
  const host = entity(topology.hosts, id);
  // Workers AI has no private form: no link could satisfy this rule.
  if (!('network' in host) || host.network === from) return;
  const ends = `${from}, where the gateway of ${workload} stands, with ${host.network}, where ${id} stands`;

  // Hosts outside AWS name the link they rely on, because one in another cloud is never reached by accident.
  let links = linkedNetworks(topology, from)
    .filter(({ network }) => network === host.network)
    .map(({ link }) => link);
  if (cloudOf(host) === 'aws') {
    if (links.length === 0) {
      yield { path: `workloads.${workload}.${field}`, message: `${id} cannot be reached: no link joins ${ends}.` };
      return;
    }
  } else {
    const own = 'link' in host ? host.link : undefined;
    if (own === undefined) {
      yield {
        path: `hosts.${id}.link`,
        message: `${id} names no link; one must join ${ends}.`,
        fix: links.length > 0 ? `Set link: ${links.join(' or ')}.` : 'Declare such a link under links and name it here.',
      };
      return;
    }
    if (!links.includes(own)) {
      yield {
        path: `hosts.${id}.link`,
        message: `The link ${own} joins ${entity(topology.links, own).networks.join(' with ')}; needed is one that joins ${ends}.`,
      };
      return;
    }
    links = [own];
  }
  const domains = traitsOf(host).network.domains(host);
  if (domains === 'unknown') {
    yield { path: `hosts.${id}.kind`, message: `Which domains ${host.kind} needs to resolve across ${links.join(' or ')} is not known.` };
    return;
  }
  for (const { domain, use } of domains) {
    if (links.some((link) => resolves(entity(topology.links, link).dnsForwarding, domain))) continue;
    for (const link of links) {
      const { dnsForwarding } = entity(topology.links, link);
      yield {
        path: `links.${link}.dnsForwarding`,
        message: `${id} needs ${domain} (${use}) to resolve from ${from}; ${link} forwards ${dnsForwarding.join(', ') || 'nothing'}.`,
        fix: `Forward ${domain} across ${link}, and list it in dnsForwarding.`,
      };
    }
  }
}
