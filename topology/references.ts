import { cloudOf, formOf, namedModels } from '../hosts/schemas.js';
import type { PathSegment, SourceDocument } from './document.js';
import type { Problem } from './error.js';
import type { Topology } from './schema/topology.js';
import { didYouMean } from './suggest.js';
import { supplyProblems } from './supply-problems.js';
import { dotted } from './validate.js';

/** A name in the topology that must be the key of another entity. */
interface Reference {
  readonly path: readonly PathSegment[];
  readonly name: string;
  readonly kind: string;
  readonly known: readonly string[];
}

/** Every name that points nowhere, with the nearest name that would, and every network of the wrong cloud. */
export function referenceProblems(topology: Topology, source: SourceDocument): Problem[] {
  const dangling = danglingReferences(topology, source);
  return dangling.length > 0
    ? dangling
    : [...networkProblems(topology, source), ...organizationProblems(topology, source), ...supplyProblems(topology, source)];
}

function danglingReferences(topology: Topology, source: SourceDocument): Problem[] {
  return [...references(topology)]
    .filter((reference) => !reference.known.includes(reference.name))
    .map(({ path, name, kind, known }) => ({
      message: `${dotted(path)}: received "${name}", which is no ${kind}. Allowed: ${known.length > 0 ? known.join(', ') : `none is declared`}.${didYouMean(name, known)}`,
      location: source.locate(path),
      path: dotted(path),
    }));
}

function* references(topology: Topology): Iterable<Reference> {
  const names = {
    networks: Object.keys(topology.networks),
    hosts: Object.keys(topology.hosts),
    models: Object.keys(topology.models),
    links: Object.keys(topology.links),
    zones: Object.keys(topology.zones),
    contracts: Object.keys(topology.contracts),
  };
  const accountsOf = (cloud: keyof Topology['accounts']) => Object.keys(topology.accounts[cloud]);

  for (const [key, network] of Object.entries(topology.networks)) {
    yield { path: ['networks', key, 'account'], name: network.account, kind: `${network.cloud} account`, known: accountsOf(network.cloud) };
  }
  for (const [key, link] of Object.entries(topology.links)) {
    for (const [index, network] of link.networks.entries()) {
      yield { path: ['links', key, 'networks', index], name: network, kind: 'network', known: names.networks };
    }
  }
  for (const [key, host] of Object.entries(topology.hosts)) {
    const cloud = cloudOf(host);
    yield { path: ['hosts', key, 'account'], name: host.account, kind: `${cloud} account`, known: accountsOf(cloud) };
    for (const { model, field } of namedModels(host)) {
      yield { path: ['hosts', key, ...field.split('.')], name: model, kind: 'model', known: names.models };
    }
    if ('network' in host) yield { path: ['hosts', key, 'network'], name: host.network, kind: 'network', known: names.networks };
    if ('link' in host && host.link !== undefined) yield { path: ['hosts', key, 'link'], name: host.link, kind: 'link', known: names.links };
    if (host.contract !== undefined) yield { path: ['hosts', key, 'contract'], name: host.contract, kind: 'contract', known: names.contracts };
  }
  for (const [key, workload] of Object.entries(topology.workloads)) {
    yield { path: ['workloads', key, 'zone'], name: workload.zone, kind: 'zone', known: names.zones };
    for (const [index, host] of workload.route.entries()) {
      yield { path: ['workloads', key, 'route', index], name: host, kind: 'host', known: names.hosts };
    }
    if (workload.guard !== undefined) yield { path: ['workloads', key, 'guard'], name: workload.guard, kind: 'host', known: names.hosts };
  }
  const { ingest } = topology.weights;
  if (ingest !== undefined) yield { path: ['weights', 'ingest', 'account'], name: ingest.account, kind: 'aws account', known: accountsOf('aws') };
  for (const [zone, place] of Object.entries(topology.gateway.zones)) {
    yield { path: ['gateway', 'zones', zone], name: zone, kind: 'zone', known: names.zones };
    yield { path: ['gateway', 'zones', zone, 'network'], name: place.network, kind: 'network', known: names.networks };
  }
  for (const cloud of ['google', 'azure', 'databricks', 'watsonx', 'cloudflare'] as const) {
    for (const alias of Object.keys(topology.backends[cloud])) {
      yield { path: ['backends', cloud, alias], name: alias, kind: `${cloud} account`, known: accountsOf(cloud) };
    }
  }
  for (const section of ['networks', 'keys', 'guardrails', 'perimeters'] as const) {
    const known = section === 'networks' ? names.networks : section === 'perimeters' ? accountsOf('google') : names.hosts;
    const kind = section === 'networks' ? 'network' : section === 'perimeters' ? 'google account' : 'host';
    for (const key of Object.keys(topology.existing[section])) yield { path: ['existing', section, key], name: key, kind, known };
  }
}

/** Hosts stand in networks of their own cloud, and what exists is named completely enough to be used. */
function networkProblems(topology: Topology, source: SourceDocument): Problem[] {
  const hosts = Object.entries(topology.hosts).flatMap(([id, host]) => {
    const cloud = cloudOf(host);
    const network = 'network' in host ? topology.networks[host.network] : undefined;
    if (network === undefined || network.cloud === cloud || !['aws', 'google', 'azure'].includes(cloud)) return [];
    return [{ path: ['hosts', id, 'network'], message: `received a network on ${network.cloud}. Allowed: one on ${cloud}.` }];
  });
  const zones = Object.entries(topology.networks)
    .filter(([id, network]) => network.cloud === 'aws' && network.availabilityZones === undefined && topology.existing.networks[id] === undefined)
    .map(([id]) => ({ path: ['networks', id, 'availabilityZones'], message: 'missing. Allowed: two or more zones of the region; none is looked up.' }));
  const subnets = Object.entries(topology.existing.networks)
    .filter(([id, network]) => topology.networks[id]?.cloud !== 'azure' && network.subnets === undefined)
    .map(([id]) => ({ path: ['existing', 'networks', id, 'subnets'], message: 'missing. Allowed: one or more subnets to put endpoints and nodes in.' }));
  // Proxies of its load balancer get a quarter of the range, and Google wants 64 addresses for them at least.
  const balanced = Object.entries(topology.networks)
    .filter(([id, { cidr }]) => Number(cidr.split('/')[1]) > 24 && topology.existing.networks[id] === undefined)
    .filter(([id]) => Object.values(topology.hosts).some((host) => 'network' in host && host.network === id && formOf(host).proxies))
    .map(([id, { cidr }]) => ({
      path: ['networks', id, 'cidr'],
      message: `received ${cidr}. Allowed: /24 or larger, of which a load balancer's proxies take a quarter.`,
    }));
  return [...hosts, ...zones, ...subnets, ...balanced].map(({ path, message }) => ({
    message: `${dotted(path)}: ${message}`,
    location: source.locate(path),
    path: dotted(path),
  }));
}

/** One management account, which holds nothing that its own policies should bind: they never apply to it. */
function organizationProblems(topology: Topology, source: SourceDocument): Problem[] {
  const managing = Object.entries(topology.accounts.aws).filter(([, account]) => account.organization !== undefined);
  const tenants = [
    ...Object.entries(topology.networks).map(([id, { cloud, account }]) => ({ path: ['networks', id, 'account'], cloud, account })),
    ...Object.entries(topology.hosts).map(([id, host]) => ({ path: ['hosts', id, 'account'], cloud: cloudOf(host), account: host.account })),
  ];
  const problems = [
    ...managing.flatMap(([alias, account]) => guardrailProblems(alias, account)),
    ...managing.slice(1).map(([alias]) => ({
      path: ['accounts', 'aws', alias, 'organization'],
      message: `received a second management account. Allowed: one; ${managing[0]?.[0]} is it already.`,
    })),
    ...managing
      .filter(([, { owns }]) => owns)
      .map(([alias]) => ({
        path: ['accounts', 'aws', alias, 'owns'],
        message: 'received true. Allowed: false for the management account, which has no policies.',
      })),
    ...tenants
      .filter(({ cloud, account }) => cloud === 'aws' && managing.some(([alias]) => alias === account))
      .map(({ path, account }) => ({
        path,
        message: `received "${account}", the management account. Allowed: a member account; policies never bind the other.`,
      })),
  ];
  return problems.map(({ path, message }) => ({ message: `${dotted(path)}: ${message}`, location: source.locate(path), path: dotted(path) }));
}

/** A guardrail can be enforced only where it is and by whom it belongs to; any other identifier makes every call fail. */
function guardrailProblems(alias: string, { id, organization }: Topology['accounts']['aws'][string]): { path: string[]; message: string }[] {
  return Object.entries(organization?.bedrockGuardrails ?? {}).flatMap(([called, { guardrail }]) => {
    const [, , , region = '', account = ''] = guardrail.split(':');
    const path = ['accounts', 'aws', alias, 'organization', 'bedrockGuardrails', called, 'guardrail'];
    if (region !== called) return [{ path, message: `received a guardrail in ${region}. Allowed: one in ${called}, the region that is called.` }];
    if (account !== id) return [{ path, message: `received a guardrail of account ${account}. Allowed: one of ${id}, the management account.` }];
    return [];
  });
}
