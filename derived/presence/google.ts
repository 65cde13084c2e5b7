import { computeQuota, googleQuota, searchLocation } from '../../facts/google.js';
import { answersOnGoogle, screensOnGoogle } from '../../hosts/traits.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, googlePrincipalOf } from '../../topology/views.js';
import { type AccountView, hasFleets, isOnVertex } from '../google-accounts.js';
import { halvesIn } from '../link-halves.js';
import { sharedBudgetOf } from '../shared-costs.js';
import { existingBucket } from '../weights-buckets.js';
import { of, ofAccount, type Questions } from './question.js';

/** What decides whether stacks on Google have something. */
export const googleConditions: Questions<boolean> = {
  'a pool for gateways on AWS': ofAccount((view, topology) => isServing(view) && hasPool(view, topology)),
  'hosts in a project that is owned': ofAccount(isOwned),
  'Vertex AI in the project': ofAccount(isOnVertex),
  'Vertex AI in a project that is owned': ofAccount((view) => isOnVertex(view) && view.account.owns),
  'fleets in the project': ofAccount(hasFleets),
  'fleets in a project that is owned': ofAccount((view) => hasFleets(view) && view.account.owns),
  'a budget of its own': ofAccount(isBudgeted),
  'a perimeter of its own': ofAccount((view, topology) => isOwned(view) && topology.existing.perimeters[view.alias] === undefined),
  'Vertex AI Search in eu with a key': ofAccount((view, topology) => searchKeyIn(topology, view, 'eu') !== 'none'),
  'Vertex AI Search in us with a key': ofAccount((view, topology) => searchKeyIn(topology, view, 'us') !== 'none'),
  'Vertex AI Search in eu with a key made here': ofAccount((view, topology) => searchKeyIn(topology, view, 'eu') === 'made'),
  'Vertex AI Search in us with a key made here': ofAccount((view, topology) => searchKeyIn(topology, view, 'us') === 'made'),
  'an account that brings weights into a bucket made here': of(
    'google-weights',
    (topology, { account, parts: [region = ''] }) =>
      topology.weights.ingestServiceAccount !== undefined && existingBucket(topology, 'google', account, region) === undefined,
  ),
  'a first signing key that somebody signs with': of(
    'google-weights',
    ({ weights }) => weights.signingKeyGeneration === 1 && weights.ingestServiceAccount !== undefined,
  ),
};

/** How many of something stacks on Google have. */
export const googleNumbers: Questions<number> = {
  'networks made here': ofAccount((view, topology) => madeIn(view, topology).length),
  'calling workloads': ofAccount((view, topology) => callersIn(view, topology).length),
  'calling workloads that a pool lets in': ofAccount((view, topology) => letIn(view, topology).length),
  'calling workloads on Vertex AI': ofAccount((view, topology) => (isOnVertex(view) ? callersIn(view, topology).length : 0)),
  'recipients of its budget': ofAccount((view, topology) => (isNotified(view, topology) ? topology.finance.notify.length : 0)),
  'quotas of endpoints': ofAccount((view) => (isOwned(view) ? endpointQuotas(view).size : 0)),
  'quotas of fleets': ofAccount((view) => (isOwned(view) ? fleetQuotas(view).size : 0)),
  'networks with endpoints of Vertex AI': ofAccount(({ networks }, topology) => networks.filter(([id]) => hostsIn(topology, id, 'vertex')).length),
  'networks made here with nodes': ofAccount((view, topology) => madeIn(view, topology).filter((id) => hostsIn(topology, id, 'nodes')).length),
  'networks made here with screening': ofAccount((view, topology) => madeIn(view, topology).filter((id) => isScreened(topology, id)).length),
  'links made in networks': ofAccount((view, topology) => linesIn(view, topology).length),
  'lines of links': ofAccount((view, topology) => linesIn(view, topology).reduce((sum, { lines }) => sum + lines, 0)),
  'dedicated lines of links': ofAccount((view, topology) => linesIn(view, topology).reduce((sum, { dedicated }) => sum + dedicated, 0)),
  'trusted accounts on AWS': ofAccount((view, topology, outputs) => (isServing(view) ? trustedAccounts(view, topology, outputs).size : 0)),
  'regional keys': ofAccount((view) => (isOwned(view) ? 1 : 0)),
  'regional keys of Vertex AI': ofAccount((view) => (isOwned(view) && isOnVertex(view) ? 1 : 0)),
  'later signing keys that somebody signs with': of('google-weights', ({ weights }) =>
    weights.signingKeyGeneration > 1 && weights.ingestServiceAccount !== undefined ? 1 : 0,
  ),
};

function isServing({ hosts }: AccountView): boolean {
  return hosts.length > 0;
}

function isOwned(view: AccountView): boolean {
  return view.account.owns && isServing(view);
}

function isNotified(view: AccountView, topology: Topology): boolean {
  return isBudgeted(view) || (view.account.owns && sharedBudgetOf(topology, 'google', view.alias) !== undefined);
}

function isBudgeted({ account, workloads }: AccountView): boolean {
  return account.owns && workloads.some(([, { budget }]) => (budget?.usdPerMonth ?? 0) > 0);
}

const madeIn = ({ networks }: AccountView, topology: Topology) => networks.flatMap(([id]) => (topology.existing.networks[id] === undefined ? [id] : []));

function hostsIn(topology: Topology, network: string, answers: 'vertex' | 'nodes'): boolean {
  return Object.values(topology.hosts).some((host) => 'network' in host && host.network === network && answersOnGoogle(topology, host, answers));
}

function isScreened(topology: Topology, network: string): boolean {
  const { region } = entity(topology.networks, network);
  return Object.values(topology.hosts).some(
    (host) => 'network' in host && host.network === network && host.region === region && screensOnGoogle(topology, host),
  );
}

/** Lines of each link that has its half in a network made here. */
function linesIn(view: AccountView, topology: Topology): { readonly lines: number; readonly dedicated: number }[] {
  return madeIn(view, topology).flatMap((id) =>
    halvesIn(topology, id, 'interconnect').map(({ half }) => {
      const lines = Object.values(half.attachments);
      return { lines: lines.length, dedicated: lines.filter(({ interconnect }) => interconnect !== undefined).length };
    }),
  );
}

/** Whether the documents of a location have a key, and who made it. */
function searchKeyIn(topology: Topology, view: AccountView, location: string): 'none' | 'made' | 'existing' {
  const facts = searchLocation(location);
  const here = view.hosts.filter(({ use }) => use.search === location);
  if (!isOwned(view) || here.length === 0 || facts?.cmek !== true) return 'none';
  if (here.some(({ id }) => topology.existing.keys[id] !== undefined)) return 'existing';
  return facts.kmsLocation === undefined ? 'none' : 'made';
}

function endpointQuotas({ hosts }: AccountView): Set<string> {
  const wanted = hosts.flatMap(({ host, use }) =>
    use.answers === 'vertex' ? use.accelerators.flatMap(({ type }) => (googleQuota(type)?.quotaId === undefined ? [] : [`${host.region} ${type}`])) : [],
  );
  return new Set(wanted);
}

function fleetQuotas({ hosts }: AccountView): Set<string> {
  const wanted = hosts.flatMap(({ host, use }) =>
    use.answers === 'nodes' ? use.accelerators.flatMap(({ type }) => (computeQuota(type) === undefined ? [] : [`${host.region} ${type}`])) : [],
  );
  return new Set(wanted);
}

/** Accounts of gateways whose proof is known: Google looks signed requests up itself, tokens have an issuer. */
function trustedAccounts(view: AccountView, topology: Topology, outputs: Outputs): Set<string> {
  const isKnown = (alias: string) => (entity(topology.accounts.aws, alias).oidcIssuer ?? outputs.issuers?.[alias]) !== undefined;
  return new Set(letIn(view, topology).filter((alias) => view.account.federation === 'aws' || isKnown(alias)));
}

/** AWS account of the gateway of each workload that a Google account serves. */
function callersIn({ workloads }: Pick<AccountView, 'workloads'>, topology: Topology): string[] {
  return workloads.flatMap(([, workload]) => {
    const network = topology.networks[gatewayNetwork(topology, workload) ?? ''];
    return network?.cloud === 'aws' ? [network.account] : [];
  });
}

/** The same of those whose gateway is nobody on Google yet. */
function letIn({ workloads }: Pick<AccountView, 'workloads'>, topology: Topology): string[] {
  return callersIn({ workloads: workloads.filter(([, workload]) => googlePrincipalOf(topology, workload) === undefined) }, topology);
}

/** The pool is there before anybody calls; it is not where every gateway is somebody on Google already. */
function hasPool(view: AccountView, topology: Topology): boolean {
  return callersIn(view, topology).length === 0 || letIn(view, topology).length > 0;
}
