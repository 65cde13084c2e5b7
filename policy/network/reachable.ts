import type { Cloud } from '../../clouds/cloud.js';
import { zoneNetworks } from '../../derived/endpoint-zone.js';
import { resolves } from '../../derived/forwarded-domains.js';
import { undeclaredServices } from '../../derived/needed-services.js';
import { missingGoogleApiAccess } from '../../evidence/network/google-api-access.js';
import { missingEndpoints } from '../../evidence/network/missing-endpoints.js';
import { dig, type Resource, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { cloudOf, type Host } from '../../hosts/schemas.js';
import { rightsOf, traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Link } from '../../topology/schema/links.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, hostsNamedBy, linkedNetworks, type NamedHost, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'network/reachable',
  severity: 'error',
  title:
    'The gateway of a workload reaches every host of its route, and its guard: in its own network, or through a declared link that also resolves the names.',
  why: 'Networks here have no way to the internet, so a host that no link joins, or whose name does not resolve across it, is not slow but absent. It is found when the first request overflows to it, months after it was deployed and paid for.',
  fix: 'Declare the link that joins the two networks with the domains it resolves, or route to a host that can be reached.',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const from = gatewayNetwork(topology, workload);
      if (from === undefined) {
        yield {
          path: pathOf('gateway', 'zones', workload.zone),
          message: `${id} is in zone ${workload.zone}, where no gateway is.`,
          fix: `Add ${workload.zone} to gateway.zones with the network where its gateway is.`,
        };
        continue;
      }
      for (const { host, field } of hostsNamedBy(workload)) {
        const step: Step = { workload: id, field, host, from };
        yield* unreachable(topology, step);
        yield* unreadable(topology, step);
      }
    }
    yield* misplaced(topology);
    yield* undeclared(topology);
  },

  *aws(stacks, { topology }) {
    for (const { network, ...problem } of missingEndpoints(topology, stacks)) yield { path: pathOf('networks', network), ...problem };
  },

  *terraform(stacks, { topology }) {
    for (const { network, ...problem } of missingGoogleApiAccess(topology, stacks)) yield { path: pathOf('networks', network), ...problem };
  },

  *stack(stack) {
    yield* unconnected(stack);
  },
};

interface Step {
  readonly workload: string;
  readonly host: string;
  /** Field of the workload that names the host. */
  readonly field: NamedHost['field'];
  /** Network of the gateway. */
  readonly from: string;
}

/** Why a gateway does not reach a host, at the place to change. */
function* unreachable(topology: Topology, { workload, field, host: id, from }: Step): Iterable<Violation> {
  const host = entity(topology.hosts, id);
  // Without a network it is behind the proxy of the zone.
  if (!('network' in host) || host.network === from) return;
  const ends = `${from}, where the gateway of ${workload} is, with ${host.network}, where ${id} is`;

  // Hosts outside AWS name the link they rely on, because one in another cloud is never reached by accident.
  let links = linkedNetworks(topology, from)
    .filter(({ network }) => network === host.network)
    .map(({ link }) => link);
  if (cloudOf(host) === 'aws') {
    if (links.length === 0) {
      yield {
        path: pathOf('workloads', workload, field),
        message: `${id} cannot be reached: no link joins ${ends}.`,
        fix: `${linkToDeclare(from, host.network, host)} Or route to a host that can be reached.`,
      };
      return;
    }
  } else {
    const own = 'link' in host ? host.link : undefined;
    if (own === undefined) {
      yield {
        path: pathOf('hosts', id, 'link'),
        message: `${id} names no link; one must join ${ends}.`,
        fix: links.length > 0 ? `Set link: ${links.join(' or ')}.` : `${linkToDeclare(from, host.network, host)} Name it here as well.`,
      };
      return;
    }
    if (!links.includes(own)) {
      yield {
        path: pathOf('hosts', id, 'link'),
        message: `The link ${own} joins ${entity(topology.links, own).networks.join(' with ')}; needed is one that joins ${ends}.`,
      };
      return;
    }
    links = [own];
  }
  const domains = traitsOf(host).network.domains(host);
  if (domains === 'unknown') {
    yield { path: pathOf('hosts', id, 'kind'), message: `Which domains ${host.kind} needs to resolve across ${links.join(' or ')} is not known.` };
    return;
  }
  for (const { domain, use } of domains) {
    // The zone of a fleet's name may be made here, and then networks that see it ask nobody.
    if (zoneNetworks(topology, id, host).includes(from)) continue;
    const forwarding = links.filter((link) => resolves(entity(topology.links, link).dnsForwarding, domain));
    if (forwarding.length > 0) {
      // Which VPCs see a zone of others is theirs to say.
      const front = traitsOf(host).network.front(host);
      if (front === 'none' || typeof front.record === 'string') yield* unasked(topology, forwarding, { from, id, domain });
      continue;
    }
    for (const link of links) {
      const { dnsForwarding } = entity(topology.links, link);
      yield {
        path: pathOf('links', link, 'dnsForwarding'),
        message: `${id} needs ${domain} (${use}) to resolve from ${from}; ${link} forwards ${dnsForwarding.join(', ') || 'nothing'}.`,
        fix: `Forward ${domain} across ${link}, and list it in dnsForwarding.`,
      };
    }
  }
}

/** The API key of a fleet on AWS is in the fleet's region. Secrets Manager's endpoint there takes calls of its own network, whatever a link joins. */
function* unreadable(topology: Topology, { workload, host: id, field, from }: Step): Iterable<Violation> {
  const host = entity(topology.hosts, id);
  const { region } = entity(topology.networks, from);
  const keyed = rightsOf(host).some((right) => right.on === 'role' && right.actions.includes('secretsmanager:GetSecretValue'));
  if (!keyed || !('region' in host) || host.region === region) return;
  yield {
    path: pathOf('workloads', workload, field),
    message: `The gateway of ${workload} is in ${region} and ${id} in ${host.region}, where its API key is: Secrets Manager’s endpoint there admits its own network alone.`,
    fix: `Place the gateway of zone ${entity(topology.workloads, workload).zone} in ${host.region}, or route to a fleet in ${region}.`,
  };
}

/** What carries links to a cloud most often. */
const carriers: Readonly<Partial<Record<Cloud, Link['kind']>>> = { google: 'interconnect', azure: 'expressroute' };

/** The link that a host lacks, to paste: with the domains that it has to resolve, which would otherwise be asked for once it is there. */
function linkToDeclare(from: string, to: string, host: Host): string {
  const domains = traitsOf(host).network.domains(host);
  const names = domains === 'unknown' || domains.length === 0 ? '' : `, dnsForwarding: [${domains.map(({ domain }) => domain).join(', ')}]`;
  return `Declare the private path that joins them under links, for example: ${`${from}-${to}`.slice(0, 19)}: { kind: ${carriers[cloudOf(host)] ?? 'transit-gateway'}, networks: [${from}, ${to}]${names} }.`;
}

/** A link that says it resolves a domain, and whose half made in the gateway's network does not ask the other side for it. */
function* unasked(topology: Topology, links: readonly string[], { from, id, domain }: { from: string; id: string; domain: string }): Iterable<Violation> {
  const halves = links.map((link) => ({ link, half: entity(topology.links, link).attach[from] }));
  const asked = halves.some(({ half }) => half?.by !== 'transit-gateway' || resolves(Object.keys(half.resolve), domain));
  if (asked) return;
  for (const { link } of halves) {
    yield {
      path: pathOf('links', link, 'attach', from),
      message: `${id} needs ${domain} to resolve from ${from}, and the half of ${link} that is made there asks nobody for it.`,
      fix: `Add ${domain} to resolve: a Resolver rule that is shared with the account, or name servers on the other side.`,
    };
  }
}

/** Hosts that are not where their network is: nothing in the network can lead to them. */
function* misplaced(topology: Topology): Iterable<Violation> {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    if (!('network' in host)) continue;
    const network = entity(topology.networks, host.network);
    const { mayDiffer } = traitsOf(host).network;
    // A service without networks of its own is reached over a network of another cloud.
    if (mayDiffer === 'unknown') continue;
    for (const key of ['account', 'region'] as const) {
      if (host[key] === network[key] || mayDiffer.includes(key)) continue;
      yield {
        path: pathOf('hosts', id, key),
        message: `${id} is in ${key} ${host[key]} and its network ${host.network} in ${network[key]}.`,
        fix: `Name a network in ${key} ${host[key]}, or move the host.`,
      };
    }
  }
}

/** What exists already was made by others: that it has what its tenants need, the topology says. */
function* undeclared(topology: Topology): Iterable<Violation> {
  for (const [id, { endpoints }] of sortedEntries(topology.existing.networks)) {
    const missing = undeclaredServices(topology, id);
    if (missing.length === 0) continue;
    const tenants = [...new Set(missing.flatMap((one) => one.tenants))].sort();
    const services = missing.map(({ service }) => service).join(', ');
    yield {
      path: endpoints === undefined ? pathOf('existing', 'networks', id) : pathOf('existing', 'networks', id, 'endpoints', 'services'),
      message: `${tenants.join(', ')} ${tenants.length === 1 ? 'needs' : 'need'} ${services} in ${id}, which exists already and ${endpoints === undefined ? 'declares no endpoints' : 'does not declare them'}.`,
      fix: `Let whoever made ${id} open them privately, with names that resolve in it, and list them: existing.networks.${id}.endpoints.services: [${[...(endpoints?.services ?? []), ...missing.map(({ service }) => service)].join(', ')}].`,
    };
  }
}

/** How a private service is entered: the resource that leads to it, and where that names its target. */
const entrances: Readonly<Record<string, { readonly by: string; readonly target: readonly string[] }>> = {
  azurerm_cognitive_account: { by: 'azurerm_private_endpoint', target: ['private_service_connection', 'private_connection_resource_id'] },
  azurerm_key_vault: { by: 'azurerm_private_endpoint', target: ['private_service_connection', 'private_connection_resource_id'] },
  google_vertex_ai_endpoint_with_model_garden_deployment: { by: 'google_compute_forwarding_rule', target: ['target'] },
};

/** Services that refuse the internet and that nothing in their stack leads to. */
function* unconnected(stack: SynthesizedStack): Iterable<Violation> {
  for (const resource of stack.resources) {
    const entrance = entrances[resource.type];
    if (entrance === undefined || isPublic(resource)) continue;
    const leads = stack.resources.some(
      ({ type, properties }) => type === entrance.by && String(dig(properties, ...entrance.target)).startsWith(`\${${resource.id}.`),
    );
    if (!leads)
      yield {
        path: resource.origin,
        resource,
        message: `No ${entrance.by} of this stack leads to it, and it answers on no other way.`,
        fix: `Let the stack make the ${entrance.by}.`,
      };
  }
}

function isPublic({ properties }: Resource): boolean {
  return dig(properties, 'endpoint_config', 'dedicated_endpoint_enabled') === true;
}
