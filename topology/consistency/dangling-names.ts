import { cloudOf, isFleet, namedModels } from '../../hosts/schemas.js';
import type { PathSegment } from '../document.js';
import { mostProblems } from '../path-text.js';
import { publicAuthority } from '../schema/fleet.js';
import { budgetClouds } from '../schema/governance.js';
import { ownStacks } from '../schema/own-stacks.js';
import type { Topology } from '../schema/topology.js';
import { didYouMean } from '../suggest.js';
import type { Misfit } from './misfit.js';

type AccountCloud = keyof Topology['accounts'];
type Section = 'networks' | 'hosts' | 'workloads' | 'models' | 'links' | 'zones' | 'contracts' | 'approvals';

/** What a name must be the key of: an entry of a section, or an account of a cloud. */
type Target = Section | 'authorities' | 'billStores' | { readonly accountOf: AccountCloud };

/** A name in the topology that must be the key of another entry. */
interface Reference {
  readonly path: readonly PathSegment[];
  readonly name: string;
  readonly target: Target;
}

/** Every name that points nowhere, with the nearest name that would point somewhere. */
export function danglingNames(topology: Topology): Misfit[] {
  const misfits: Misfit[] = [];
  const keys = new Map<object, ReadonlySet<string>>();
  for (const { path, name, target } of references(topology)) {
    const entries = entriesOf(topology, target);
    const known = keys.get(entries) ?? new Set(Object.keys(entries));
    keys.set(entries, known);
    if (known.has(name)) continue;
    misfits.push({ path, message: `received "${name}", which is no ${described(target)}. Allowed: ${listed(known)}.${didYouMean(name, known)}` });
    if (misfits.length === mostProblems) break;
  }
  return misfits;
}

function entriesOf(topology: Topology, target: Target): object {
  if (target === 'authorities') return topology.gateway.authorities;
  if (target === 'billStores') return topology.finance.exports.stores;
  return typeof target === 'string' ? topology[target] : topology.accounts[target.accountOf];
}

const mostListed = 30;

function listed(known: ReadonlySet<string>): string {
  if (known.size === 0) return 'none is declared';
  const more = known.size > mostListed ? ` and ${known.size - mostListed} more` : '';
  return `${[...known].slice(0, mostListed).join(', ')}${more}`;
}

function described(target: Target): string {
  if (target === 'authorities') return 'authority of gateway.authorities, nor "public"';
  if (target === 'billStores') return 'store of finance.exports.stores';
  return typeof target === 'string' ? target.replace(/s$/, '') : `${target.accountOf} account`;
}

function* references(topology: Topology): Iterable<Reference> {
  yield* ofNetworks(topology);
  yield* ofLinks(topology);
  yield* ofHosts(topology);
  yield* ofWorkloads(topology);
  yield* ofWeights(topology);
  yield* ofGateway(topology);
  yield* ofBackends(topology);
  yield* ofExisting(topology);
  yield* ofLandingZone(topology);
  yield* ofExtensions(topology);
  yield* ofFinance(topology);
  yield* ofLicence(topology);
  yield* ofModels(topology);
}

function* ofNetworks({ networks }: Topology): Iterable<Reference> {
  for (const [key, { account, cloud }] of Object.entries(networks)) {
    yield { path: ['networks', key, 'account'], name: account, target: { accountOf: cloud } };
  }
}

function* ofLinks({ links }: Topology): Iterable<Reference> {
  for (const [key, link] of Object.entries(links)) {
    for (const [index, name] of link.networks.entries()) yield { path: ['links', key, 'networks', index], name, target: 'networks' };
  }
}

function* ofHosts({ hosts }: Topology): Iterable<Reference> {
  for (const [key, host] of Object.entries(hosts)) {
    const path = (field: string) => ['hosts', key, ...field.split('.')];
    yield { path: path('account'), name: host.account, target: { accountOf: cloudOf(host) } };
    for (const { model, field } of namedModels(host)) yield { path: path(field), name: model, target: 'models' };
    if ('network' in host) yield { path: path('network'), name: host.network, target: 'networks' };
    if ('link' in host && host.link !== undefined) yield { path: path('link'), name: host.link, target: 'links' };
    if (isFleet(host))
      for (const [adapter, { workloads }] of Object.entries(host.adapters))
        for (const [index, name] of workloads.entries()) yield { path: ['hosts', key, 'adapters', adapter, 'workloads', index], name, target: 'workloads' };
    if (isFleet(host) && host.endpoint.authority !== publicAuthority)
      yield { path: path('endpoint.authority'), name: host.endpoint.authority, target: 'authorities' };
    if (host.contract !== undefined) yield { path: path('contract'), name: host.contract, target: 'contracts' };
  }
}

function* ofWorkloads({ workloads }: Topology): Iterable<Reference> {
  for (const [key, { zone, route, guard, search }] of Object.entries(workloads)) {
    yield { path: ['workloads', key, 'zone'], name: zone, target: 'zones' };
    for (const [index, name] of route.entries()) yield { path: ['workloads', key, 'route', index], name, target: 'hosts' };
    if (guard !== undefined) yield { path: ['workloads', key, 'guard'], name: guard, target: 'hosts' };
    if (search !== undefined) yield { path: ['workloads', key, 'search'], name: search, target: 'hosts' };
  }
}

function* ofWeights({ weights: { ingest } }: Topology): Iterable<Reference> {
  if (ingest !== undefined) yield { path: ['weights', 'ingest', 'account'], name: ingest.account, target: { accountOf: 'aws' } };
}

function* ofGateway({ gateway }: Topology): Iterable<Reference> {
  if (gateway.images !== undefined) yield { path: ['gateway', 'images', 'account'], name: gateway.images.account, target: { accountOf: 'aws' } };
  for (const [zone, { network }] of Object.entries(gateway.zones)) {
    yield { path: ['gateway', 'zones', zone], name: zone, target: 'zones' };
    yield { path: ['gateway', 'zones', zone, 'network'], name: network, target: 'networks' };
  }
}

function* ofBackends({ backends }: Topology): Iterable<Reference> {
  for (const cloud of Object.keys(backends) as (keyof typeof backends)[]) {
    for (const alias of Object.keys(backends[cloud])) yield { path: ['backends', cloud, alias], name: alias, target: { accountOf: cloud } };
  }
}

/** Entries of `existing` bear the names of what they replace. */
const existingTargets = {
  networks: 'networks',
  egressProxies: 'networks',
  promptProxies: 'zones',
  keys: 'hosts',
  guardrails: 'hosts',
  roles: 'workloads',
  perimeters: { accountOf: 'google' },
} as const satisfies Record<string, Target>;

function* ofExisting({ existing }: Topology): Iterable<Reference> {
  for (const section of Object.keys(existingTargets) as (keyof typeof existingTargets)[]) {
    for (const name of Object.keys(existing[section])) yield { path: ['existing', section, name], name, target: existingTargets[section] };
  }
  for (const [zone, { authority }] of Object.entries(existing.promptProxies)) {
    if (authority !== publicAuthority) yield { path: ['existing', 'promptProxies', zone, 'authority'], name: authority, target: 'authorities' };
  }
  for (const cloud of ['aws', 'google'] as const) {
    for (const alias of Object.keys(existing.buckets[cloud])) yield { path: ['existing', 'buckets', cloud, alias], name: alias, target: { accountOf: cloud } };
  }
  for (const [key, { account, cloud }] of Object.entries(existing.dnsZones)) {
    yield { path: ['existing', 'dnsZones', key, 'account'], name: account, target: { accountOf: cloud } };
  }
}

function* ofLandingZone({ landingZone }: Topology): Iterable<Reference> {
  for (const [agent, { hosts }] of Object.entries(landingZone.nodeAgents)) {
    for (const [index, name] of hosts.entries()) yield { path: ['landingZone', 'nodeAgents', agent, 'hosts', index], name, target: 'hosts' };
  }
}

function* ofFinance({ finance: { sharedBudgets, allocation, exports } }: Topology): Iterable<Reference> {
  if (allocation !== undefined) yield { path: ['finance', 'allocation', 'account'], name: allocation.account, target: { accountOf: 'aws' } };
  for (const [alias, { store }] of Object.entries(exports.azure)) {
    yield { path: ['finance', 'exports', 'azure', alias], name: alias, target: { accountOf: 'azure' } };
    yield { path: ['finance', 'exports', 'azure', alias, 'store'], name: store, target: 'billStores' };
  }
  for (const cloud of budgetClouds) {
    for (const alias of Object.keys(sharedBudgets[cloud]))
      yield { path: ['finance', 'sharedBudgets', cloud, alias], name: alias, target: { accountOf: cloud } };
  }
}

function* ofLicence({ licence }: Topology): Iterable<Reference> {
  for (const [index, name] of licence.trainsOnOutputs.entries()) yield { path: ['licence', 'trainsOnOutputs', index], name, target: 'models' };
  for (const [key, { from }] of Object.entries(licence.derivedModels)) {
    for (const [index, name] of from.entries()) yield { path: ['licence', 'derivedModels', key, 'from', index], name, target: 'models' };
  }
}

function* ofModels({ models }: Topology): Iterable<Reference> {
  for (const [key, { fineTune, evaluations }] of Object.entries(models)) {
    for (const name of Object.keys(evaluations)) yield { path: ['models', key, 'evaluations', name], name, target: 'workloads' };
    if (fineTune === undefined) continue;
    yield { path: ['models', key, 'fineTune', 'base'], name: fineTune.base, target: 'models' };
    if (fineTune.teacher !== undefined) yield { path: ['models', key, 'fineTune', 'teacher'], name: fineTune.teacher, target: 'models' };
    yield { path: ['models', key, 'fineTune', 'data', 'zone'], name: fineTune.data.zone, target: 'zones' };
  }
}

function* ofExtensions({ extensions }: Topology): Iterable<Reference> {
  for (const [key, { approval, stack }] of Object.entries(extensions)) {
    yield { path: ['extensions', key, 'approval'], name: approval, target: 'approvals' };
    if (stack !== undefined) yield { path: ['extensions', key, 'stack', 'account'], name: stack.account, target: { accountOf: ownStacks[stack.code] } };
  }
}
