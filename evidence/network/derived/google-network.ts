import { networkAddresses, networkNames } from '../../../derived/google-network.js';
import { halvesIn } from '../../../derived/link-halves.js';
import { modelArmorHost, predictionDomain } from '../../../facts/google.js';
import type { Host } from '../../../hosts/schemas.js';
import { hostsOn } from '../../../hosts/select.js';
import type { OwnFront } from '../../../hosts/shared/host-traits.js';
import { traitsOf } from '../../../hosts/traits.js';
import type { InterconnectHalf } from '../../../topology/schema/links.js';
import { subjectOf } from '../../synthesized/host-of-resource.js';
import type { Problem } from '../../synthesized/problem.js';
import { networksOf, type Scope } from './scope.js';
import { absent, is, mayBe, names, namesOr, type Setting, unlike } from './setting.js';

/** Subnets, addresses, names and forwarding rules of Google networks that are not as derived. */
export function* googleNetworkProblems(scope: Scope): Iterable<Problem> {
  const place = placeOf(scope);
  for (const resource of scope.stack.resources) {
    const settings = settingsOf[resource.type];
    if (settings !== undefined) yield* unlike(resource, settings(place));
  }
}

/** What the topology says of the networks of a stack. */
interface Place {
  /** Self link of the network, as stacks that do not make it write it. */
  readonly network: readonly string[];
  readonly subnet: readonly string[];
  readonly region: readonly string[];
  readonly subnetRanges: readonly string[];
  readonly googleApis: readonly string[];
  /** The whole range, and the halves of links that are made in it. */
  readonly range: readonly string[];
  readonly halves: readonly InterconnectHalf[];
  /** Zones that a network resolves by itself, with the dot at the end. */
  readonly zones: readonly string[];
  readonly certificates: readonly string[];
}

const settingsOf: Readonly<Record<string, (place: Place) => readonly Setting[]>> = {
  google_compute_network: () => [is('auto_create_subnetworks', 'false'), absent('enable_ula_internal_ipv6')],
  google_compute_subnetwork: ({ network, region, subnetRanges }) => [
    namesOr('network', 'google_compute_network', ...network),
    is('ip_cidr_range', ...subnetRanges),
    is('region', ...region),
    mayBe('purpose', 'REGIONAL_MANAGED_PROXY'),
    mayBe('stack_type', 'IPV4_ONLY'),
    absent('secondary_ip_range'),
  ],
  google_compute_address: ({ subnet, region }) => [
    is('address_type', 'INTERNAL'),
    is('purpose', 'GCE_ENDPOINT'),
    is('region', ...region),
    { ...namesOr('subnetwork', 'google_compute_subnetwork', ...subnet), needed: false },
  ],
  google_compute_global_address: ({ network, googleApis }) => [
    is('address', ...googleApis),
    is('purpose', 'PRIVATE_SERVICE_CONNECT'),
    namesOr('network', 'google_compute_network', ...network),
  ],
  google_compute_global_forwarding_rule: ({ network }) => [
    is('target', 'vpc-sc'),
    is('load_balancing_scheme', ''),
    namesOr('network', 'google_compute_network', ...network),
    names('ip_address', 'google_compute_global_address'),
  ],
  google_compute_forwarding_rule: ({ network, subnet, region }) => [
    attachmentOrProxy,
    is('load_balancing_scheme', '', 'INTERNAL_MANAGED'),
    is('region', ...region),
    mayBe('port_range', '443'),
    absent('ports'),
    absent('all_ports'),
    namesOr('network', 'google_compute_network', ...network),
    { ...namesOr('subnetwork', 'google_compute_subnetwork', ...subnet), needed: false },
    names('ip_address', 'google_compute_address'),
  ],
  google_compute_region_instance_template: ({ subnet }) => [namesOr('network_interface.subnetwork', 'google_compute_subnetwork', ...subnet)],
  google_compute_region_ssl_policy: () => [is('min_tls_version', 'TLS_1_2', 'TLS_1_3'), is('profile', 'RESTRICTED')],
  google_compute_region_target_https_proxy: ({ certificates }) => [
    mayBe('certificate_manager_certificates', ...certificates.map((one) => `//certificatemanager.googleapis.com/${one}`)),
    mayBe('ssl_certificates', ...certificates),
    names('ssl_policy', 'google_compute_region_ssl_policy'),
    names('url_map', 'google_compute_region_url_map'),
  ],
  google_compute_region_backend_service: () => [
    is('load_balancing_scheme', 'INTERNAL_MANAGED'),
    is('protocol', 'HTTP'),
    names('health_checks', 'google_compute_region_health_check'),
  ],
  google_compute_router: ({ network, region, range, halves }) => [
    namesOr('network', 'google_compute_network', ...network),
    is('region', ...region),
    is('bgp.asn', ...halves.map(({ asn }) => String(asn))),
    is('bgp.advertise_mode', 'CUSTOM'),
    is('bgp.advertised_ip_ranges.range', ...range),
    ...['bgp.advertised_groups', 'md5_authentication_keys', 'encrypted_interconnect_router', 'ncc_gateway'].map(absent),
  ],
  google_compute_interconnect_attachment: ({ region, halves }) => {
    const lines = halves.flatMap(({ attachments }) => Object.values(attachments));
    const dedicated = lines.flatMap(({ interconnect }) => interconnect ?? []);
    return [
      names('router', 'google_compute_router'),
      is('region', ...region),
      is('type', ...(dedicated.length > 0 ? ['DEDICATED'] : []), ...(dedicated.length < lines.length ? ['PARTNER'] : [])),
      mayBe('interconnect', ...dedicated.map(({ name }) => name)),
      mayBe('vlan_tag8021q', ...dedicated.map(({ vlan }) => String(vlan))),
      mayBe('bandwidth', ...dedicated.map(({ bandwidth }) => bandwidth)),
      mayBe('edge_availability_domain', ...lines.flatMap(({ edge }) => edge ?? [])),
      mayBe('stack_type', 'IPV4_ONLY'),
      absent('l2_forwarding'),
    ];
  },
  google_compute_router_interface: ({ region }) => [
    names('router', 'google_compute_router'),
    is('region', ...region),
    names('interconnect_attachment', 'google_compute_interconnect_attachment'),
    ...['vpn_tunnel', 'subnetwork', 'private_ip_address', 'ip_range'].map(absent),
  ],
  google_compute_router_peer: ({ region, halves }) => [
    names('router', 'google_compute_router'),
    names('interface', 'google_compute_router_interface'),
    is('region', ...region),
    is(
      'peer_asn',
      ...halves
        .flatMap(({ attachments }) => Object.values(attachments))
        .flatMap(({ interconnect }) => (interconnect === undefined ? [] : String(interconnect.peerAsn))),
    ),
    mayBe('advertise_mode', 'DEFAULT'),
    ...['advertised_ip_ranges', 'advertised_groups', 'custom_learned_ip_ranges', 'router_appliance_instance', 'peer_ip_address'].map(absent),
  ],
  google_dns_managed_zone: ({ network, zones }) => [
    is('visibility', 'private'),
    is('dns_name', ...zones),
    namesOr(linkIn('private_visibility_config.networks'), 'google_compute_network', ...network),
    ...['forwarding_config', 'peering_config', 'service_directory_config', 'private_visibility_config.gke_clusters'].map(absent),
  ],
  google_dns_policy: ({ network }) => [
    is('enable_inbound_forwarding', 'true'),
    namesOr(linkIn('networks'), 'google_compute_network', ...network),
    absent('alternative_name_server_config'),
  ],
  google_dns_record_set: ({ googleApis, zones }) => [
    is('type', 'A', 'CNAME'),
    {
      path: 'name',
      allowed: `a name in ${zones.join(', ')}`,
      holds: (value) => typeof value === 'string' && zones.some((zone) => value === zone || value.endsWith(`.${zone}`)),
      needed: true,
    },
    // Names of a bundle lead to its address, every other to an address that its stack reserves.
    namesOr('rrdatas', 'google_compute_address', ...googleApis, ...bundles),
    absent('routing_policy'),
  ],
  google_network_connectivity_regional_endpoint: ({ network, subnet, region }) => [
    is('location', ...region),
    is('target_google_api', ...region.map(modelArmorHost)),
    namesOr('network', 'google_compute_network', ...network),
    namesOr('subnetwork', 'google_compute_subnetwork', ...subnet),
    names('address', 'google_compute_address'),
  ],
};

/** Self link in each block of a list of networks. */
const linkIn = (block: string) => `${block}.network_url`;

const bundles = ['googleapis.com.', 'pkg.dev.'];

/** A service attachment that an endpoint of this stack makes, or a proxy of this stack. */
const attachmentOrProxy: Setting = {
  path: 'target',
  allowed: 'the service attachment of an endpoint of this stack, or an HTTPS proxy of it',
  holds: (value, { stack }) => {
    const [, id, attribute = ''] = /^\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\.([^}]+)\}$/.exec(String(value)) ?? [];
    const type = stack.resources.find((resource) => resource.id === id)?.type;
    if (type === 'google_compute_region_target_https_proxy') return attribute === 'id';
    return type === 'google_vertex_ai_endpoint_with_model_garden_deployment' && attribute.endsWith('.service_attachment');
  },
  needed: true,
};

function placeOf(scope: Scope): Place {
  const { topology, stack } = scope;
  const host = subjectOf(topology, stack)?.host?.[1];
  const networks = networksOf(scope);
  const ids = networks.map(([id]) => id);
  const subnets = ids.flatMap((id) => networkNames(topology, id).subnet ?? []);
  const addresses = ids.map((id) => networkAddresses(topology, id));
  const fronts = hostsOn(topology, 'google').flatMap(([, one]) => (ids.includes(one.network) ? frontOf(one) : []));
  return {
    network: ids.map((id) => networkNames(topology, id).network),
    subnet: subnets,
    region: [...new Set(networks.map(([, { region }]) => region))],
    subnetRanges: addresses.flatMap(({ subnetCidr, proxies }) => [subnetCidr, proxies]),
    googleApis: addresses.map(({ googleApis }) => googleApis),
    range: networks.map(([, { cidr }]) => cidr),
    halves: ids.flatMap((id) => halvesIn(topology, id, 'interconnect').map(({ half }) => half)),
    zones: ids.length === 0 ? [] : [...bundles, `${predictionDomain('dedicated-private')}.`, ...fronts.map(({ hostname }) => `${hostname}.`)],
    certificates: host === undefined ? [] : frontOf(host).map(({ certificate }) => certificate),
  };
}

function frontOf(host: Host): readonly OwnFront[] {
  const front = traitsOf(host).network.front(host);
  return front === 'none' ? [] : [front];
}
