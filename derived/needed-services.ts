import { cloudOf, formOf, type Host } from '../hosts/schemas.js';
import { screensOnGoogle, traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, isLent, sortedEntries } from '../topology/views.js';
import { dnsZones } from './azure-places.js';
import { asksTokenBroker } from './token-brokers.js';

/** Endpoints without which what is no host does not work in an isolated VPC; hosts say theirs (`network.endpoints`). Names are the last part of the service name. */
export const neededServices = {
  /** Pull an image, read secrets, write logs and metrics, mint tokens for other clouds. */
  gateway: ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'monitoring', 's3', 'secretsmanager', 'sts'],
  /** A gateway that exists: take roles of workloads, read keys of fleets, mint tokens for other clouds. What else it needs is its own. */
  existingGateway: ['secretsmanager', 'sts'],
  /** Ask for tokens of Microsoft Entra. */
  tokenBroker: ['lambda'],
} as const;

/** Reached through a gateway endpoint in the route tables; all others through an interface endpoint with private DNS. */
export const gatewayServices: ReadonlySet<string> = new Set(['s3']);

/** What somebody in a network needs of it. */
export interface Tenant {
  /** For people: the id of a host, or the gateway of a zone. */
  readonly name: string;
  readonly services: readonly string[];
}

/** Who is in a network, and the services each has to reach privately: by the names of its cloud, see `existing.networks.<id>.endpoints`. */
export function tenantsOf(topology: Topology, network: string): Tenant[] {
  const hosts = sortedEntries(topology.hosts).flatMap(([id, host]): Tenant[] => {
    if (!('network' in host) || host.network !== network) return [];
    const services = neededBy(topology, id, host);
    return services.length === 0 ? [] : [{ name: id, services }];
  });
  const zones = sortedEntries(topology.gateway.zones).filter(([, place]) => place.network === network);
  const services = (zone: string) => [
    ...(topology.gateway.engine === 'existing' ? neededServices.existingGateway : neededServices.gateway),
    ...(asksTokenBroker(topology, zone) ? neededServices.tokenBroker : []),
  ];
  return [...hosts, ...zones.map(([zone]) => ({ name: `the gateway of zone ${zone}`, services: services(zone) }))];
}

function neededBy(topology: Topology, id: string, host: Host): readonly string[] {
  switch (cloudOf(host)) {
    case 'aws': {
      const traits = traitsOf(host);
      // Nodes fetch weights from S3 besides.
      return [...Object.keys(traits.network.endpoints), ...(traits.nodes(host) === 'none' ? [] : ['s3'])].sort();
    }
    case 'google':
      return onGoogle(topology, host);
    case 'azure':
      return topology.existing.keys[id] === undefined ? [...dnsZones().account, ...dnsZones().vault] : dnsZones().account;
    default:
      return [];
  }
}

/** A token comes from APIs, names of the network are asked for from beyond a link; nodes pull images, and proxies stand before them. */
function onGoogle(topology: Topology, host: Host): readonly string[] {
  const lent = 'network' in host && isLent(topology, host.network);
  return [
    'googleapis.com',
    'inbound-dns',
    ...(screensOnGoogle(topology, host) ? ['modelarmor'] : []),
    ...(formOf(host).proxies ? ['pkg.dev', 'proxy-only-subnet', ...(lent ? ['balancer-firewall'] : [])] : []),
  ];
}

/** Services that a network which exists must be declared to have, and is not, with who needs them. */
export function undeclaredServices(topology: Topology, network: string): { readonly service: string; readonly tenants: readonly string[] }[] {
  const { cloud } = entity(topology.networks, network);
  const declared = (topology.existing.networks[network]?.endpoints?.services ?? []).map((service) => (cloud === 'azure' ? nameOfZone(service) : service));
  const missing = new Map<string, string[]>();
  for (const { name, services } of tenantsOf(topology, network)) {
    for (const service of services) if (!declared.includes(service)) missing.set(service, [...(missing.get(service) ?? []), name]);
  }
  return [...missing].sort(([a], [b]) => (a < b ? -1 : 1)).map(([service, tenants]) => ({ service, tenants }));
}

function nameOfZone(idOrName: string): string {
  return idOrName.slice(idOrName.lastIndexOf('/') + 1).toLowerCase();
}
