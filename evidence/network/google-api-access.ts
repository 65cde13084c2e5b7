import { physicalName } from '../../derived/names.js';
import { nameLimit } from '../../facts/limits.js';
import { cloudOf } from '../../hosts/schemas.js';
import { hostsOn } from '../../hosts/select.js';
import { answersOnGoogle, screensOnGoogle } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { type Resource, type SynthesizedStack, strings } from '../synthesized/stack.js';
import type { NetworkProblem } from './missing-endpoints.js';

/** Bundles of Private Service Connect that serve sts, iamcredentials, aiplatform and discoveryengine. */
const bundles = ['vpc-sc', 'all-apis'];

/**
 * Google networks of hosts without a private way to Google APIs. Every call starts with a token from sts and
 * iamcredentials, so without it the endpoint is reached and refuses.
 */
export function* missingGoogleApiAccess(topology: Topology, stacks: readonly SynthesizedStack[]): Iterable<NetworkProblem> {
  const used = new Set(Object.values(topology.hosts).flatMap((host) => ('network' in host && cloudOf(host) === 'google' ? [host.network] : [])));
  const fleets = new Set(hostsOn(topology, 'google').flatMap(([, host]) => (answersOnGoogle(topology, host, 'nodes') ? [host.network] : [])));
  const resources = stacks.flatMap((stack) => stack.resources);
  for (const [id] of sortedEntries(topology.networks)) {
    // What exists already was made by others and cannot be seen here.
    if (!used.has(id) || topology.existing.networks[id] !== undefined) continue;
    const own = inNetwork(resources, physicalName(nameLimit('googleResource'), topology.name, id));
    const has = (type: string, holds: (properties: Readonly<Record<string, unknown>>) => boolean) =>
      own.some((resource) => resource.type === type && holds(resource.properties));
    const missing = [
      ...(has('google_compute_global_forwarding_rule', ({ target }) => bundles.includes(String(target)))
        ? []
        : [`an endpoint for Google APIs (${bundles.join(' or ')})`]),
      ...(has('google_dns_managed_zone', ({ dns_name, visibility }) => dns_name === 'googleapis.com.' && visibility === 'private')
        ? []
        : ['a private zone for googleapis.com']),
      ...(['googleapis.com.', '*.googleapis.com.'].every((name) => has('google_dns_record_set', (properties) => properties['name'] === name))
        ? []
        : ['records for googleapis.com and *.googleapis.com']),
      ...(has('google_dns_policy', ({ enable_inbound_forwarding }) => enable_inbound_forwarding === true)
        ? []
        : ['a resolver that answers the other side of a link']),
      ...(!screens(topology, id) ||
      has('google_network_connectivity_regional_endpoint', ({ target_google_api }) => String(target_google_api).startsWith('modelarmor.'))
        ? []
        : ['an endpoint for Model Armor, which the bundles do not serve']),
      ...(!fleets.has(id) || has('google_dns_managed_zone', ({ dns_name, visibility }) => dns_name === 'pkg.dev.' && visibility === 'private')
        ? []
        : ['a private zone for pkg.dev, where nodes pull images from']),
      ...(!fleets.has(id) || has('google_compute_subnetwork', ({ purpose }) => purpose === 'REGIONAL_MANAGED_PROXY')
        ? []
        : ['a proxy-only subnet, without which no internal load balancer can be made']),
    ];
    if (missing.length > 0)
      yield {
        network: id,
        message: `${id} lacks ${missing.join(', ')}; the gateway gets no token from sts and iamcredentials, or no answer.`,
        fix: 'Restore what the network’s stack synthesizes.',
      };
  }
}

/** A network by its name, and what refers to it, itself or through a zone of it. */
function inNetwork(resources: readonly Resource[], name: string): Resource[] {
  const network = resources.find(({ type, properties }) => type === 'google_compute_network' && properties['name'] === name);
  if (network === undefined) return [];
  const refersTo = (resource: Resource, { id, stack }: Resource) =>
    resource.stack === stack && [...strings(resource.properties)].some(([, text]) => text.includes(`\${${id}.`));
  const inside = resources.filter((resource) => refersTo(resource, network));
  const zones = inside.filter(({ type }) => type === 'google_dns_managed_zone');
  return [network, ...inside, ...resources.filter((resource) => !inside.includes(resource) && zones.some((zone) => refersTo(resource, zone)))];
}

function screens(topology: Topology, network: string): boolean {
  return Object.values(topology.hosts).some((host) => screensOnGoogle(topology, host) && 'network' in host && host.network === network);
}
