import { computeQuota, googleQuota, machineType, searchLocation } from '../../facts/google.js';
import { type Host, isHost } from '../../hosts/schemas.js';
import { nodeCounts } from '../../hosts/self-hosted-google/reservations.js';
import type { GoogleFleetHost } from '../../hosts/self-hosted-google/schema.js';
import { answersOnGoogle, screensOnGoogle } from '../../hosts/traits.js';
import { vertexDeployments } from '../../hosts/vertex-endpoint/deployments.js';
import { servingShape } from '../../hosts/vertex-endpoint/shape.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, gatewayNetwork, isLent } from '../../topology/views.js';
import type { AccountView } from '../google-accounts.js';
import { nodeAgentsOf } from '../landing-zone.js';
import { halvesIn } from '../link-halves.js';
import { sharedBudgetOf } from '../shared-costs.js';
import { existingBucket } from '../weights-buckets.js';
import { of, ofAccount, ofHost, type Question, type Questions } from './question.js';

/** What decides whether stacks on Google have something. */
export const googleConditions: Questions<boolean> = {
  'hosts in the project': ofAccount(isServing),
  'hosts in a project that is owned': ofAccount(isOwned),
  'Vertex AI in the project': ofAccount(isOnVertex),
  'Vertex AI in a project that is owned': ofAccount((view) => isOnVertex(view) && view.account.owns),
  'fleets in the project': ofAccount(({ fleets }) => fleets.length > 0),
  'fleets in a project that is owned': ofAccount(({ fleets, account }) => fleets.length > 0 && account.owns),
  'Model Armor': ofHost((_, host) => (host.kind === 'vertex-endpoint' ? host.modelArmor !== undefined : undefined)),
  'a deployment in the slot blue': ofHost((_, host) => inSlot(host, 'blue')),
  'a deployment in the slot green': ofHost((_, host) => inSlot(host, 'green')),
  'a private deployment in the slot blue': ofHost((_, host) => inPrivateSlot(host, 'blue')),
  'a private deployment in the slot green': ofHost((_, host) => inPrivateSlot(host, 'green')),
  'a budget of its own': ofAccount(isBudgeted),
  'a perimeter of its own': ofAccount((view, topology) => isOwned(view) && topology.existing.perimeters[view.alias] === undefined),
  'Vertex AI Search in eu with a key': ofAccount((view, topology) => searchKeyIn(topology, view, 'eu') !== 'none'),
  'Vertex AI Search in us with a key': ofAccount((view, topology) => searchKeyIn(topology, view, 'us') !== 'none'),
  'Vertex AI Search in eu with a key made here': ofAccount((view, topology) => searchKeyIn(topology, view, 'eu') === 'made'),
  'Vertex AI Search in us with a key made here': ofAccount((view, topology) => searchKeyIn(topology, view, 'us') === 'made'),
  'a zone that is made for the fleet': ofFleet(({ endpoint }) => endpoint.zone === undefined),
  'a network whose firewall is opened here': ofFleet(({ network }, topology) => !isLent(topology, network)),
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
  'reservations with nodes': ofHost((_, host) => (isHost(host, 'self-hosted-google') ? nodeCounts(host).length : undefined)),
  'data stores': ofHost((_, host) => ('search' in host ? Object.keys(host.search?.dataStores ?? {}).length : undefined)),
  'networks made here': ofAccount((view, topology) => madeIn(view, topology).length),
  'calling workloads': ofAccount((view, topology) => callersIn(view, topology).length),
  'calling workloads on Vertex AI': ofAccount((view, topology) => (isOnVertex(view) ? callersIn(view, topology).length : 0)),
  'recipients of its budget': ofAccount((view, topology) => (isNotified(view, topology) ? topology.finance.notify.length : 0)),
  'quotas of endpoints': ofAccount((view, topology) => (isOwned(view) ? endpointQuotas(view, topology).size : 0)),
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
  'repositories of its images': of(
    'google-fleet',
    ofHost((id, host, topology) => {
      if (!isHost(host, 'self-hosted-google')) return undefined;
      const images = [host.image, host.driver.installer, ...nodeAgentsOf(topology, id).map(([, { image }]) => image)];
      const repositories = images.map((image) => image.split('/')[0] ?? image);
      // What is named in full is of another project.
      return new Set(repositories.filter((name) => !name.includes('.'))).size;
    }),
  ),
  'later signing keys that somebody signs with': of('google-weights', ({ weights }) =>
    weights.signingKeyGeneration > 1 && weights.ingestServiceAccount !== undefined ? 1 : 0,
  ),
};

function isOnVertex({ hosts, managed }: AccountView): boolean {
  return hosts.length + managed.length > 0;
}

function isServing(view: AccountView): boolean {
  return isOnVertex(view) || view.fleets.length > 0;
}

function isOwned(view: AccountView): boolean {
  return view.account.owns && isServing(view);
}

function isNotified(view: AccountView, topology: Topology): boolean {
  return isBudgeted(view) || (view.account.owns && sharedBudgetOf(topology, 'google', view.alias) !== undefined);
}

function ofFleet(holds: (fleet: GoogleFleetHost, topology: Topology) => boolean): Question<boolean> {
  return of(
    'google-fleet',
    ofHost((_, host, topology) => (isHost(host, 'self-hosted-google') ? holds(host, topology) : undefined)),
  );
}

function isBudgeted({ account, workloads }: AccountView): boolean {
  return account.owns && workloads.some(([, { budget }]) => (budget?.usdPerMonth ?? 0) > 0);
}

/** While a deployment is being replaced, both slots are taken. */
function inSlot(host: Host, slot: 'blue' | 'green'): boolean | undefined {
  return host.kind === 'vertex-endpoint' ? host.slot === slot || host.next !== undefined : undefined;
}

function inPrivateSlot(host: Host, slot: 'blue' | 'green'): boolean | undefined {
  return host.kind === 'vertex-endpoint' ? inSlot(host, slot) === true && host.endpoint === 'private-psc' : undefined;
}

const madeIn = ({ networks }: AccountView, topology: Topology) => networks.flatMap(([id]) => (topology.existing.networks[id] === undefined ? [id] : []));

function hostsIn(topology: Topology, network: string, answers: 'vertex' | 'nodes'): boolean {
  return Object.values(topology.hosts).some((host) => 'network' in host && host.network === network && answersOnGoogle(host, answers));
}

function isScreened(topology: Topology, network: string): boolean {
  const { region } = entity(topology.networks, network);
  return Object.values(topology.hosts).some((host) => 'network' in host && host.network === network && host.region === region && screensOnGoogle(host));
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
  const here = view.hosts.filter(([, host]) => host.search?.location === location);
  if (!isOwned(view) || here.length === 0 || facts?.cmek !== true) return 'none';
  if (here.some(([id]) => topology.existing.keys[id] !== undefined)) return 'existing';
  return facts.kmsLocation === undefined ? 'none' : 'made';
}

function endpointQuotas({ hosts }: AccountView, topology: Topology): Set<string> {
  const wanted = hosts.flatMap(([, host]) =>
    vertexDeployments(host).flatMap((deployment) => {
      const { accelerator } = servingShape(topology, deployment);
      return accelerator === undefined || googleQuota(accelerator.type)?.quotaId === undefined ? [] : [`${host.region} ${accelerator.type}`];
    }),
  );
  return new Set(wanted);
}

function fleetQuotas({ fleets }: AccountView): Set<string> {
  const wanted = fleets.flatMap(([, { region, nodes }]) => {
    const gpu = machineType(nodes.instanceType)?.gpu;
    return gpu === undefined || computeQuota(gpu) === undefined ? [] : [`${region} ${gpu}`];
  });
  return new Set(wanted);
}

/** Accounts of gateways whose proof is known: Google looks signed requests up itself, tokens have an issuer. */
function trustedAccounts(view: AccountView, topology: Topology, outputs: Outputs): Set<string> {
  const isKnown = (alias: string) => (entity(topology.accounts.aws, alias).oidcIssuer ?? outputs.issuers?.[alias]) !== undefined;
  return new Set(callersIn(view, topology).filter((alias) => view.account.federation === 'aws' || isKnown(alias)));
}

/** AWS account of the gateway of each workload that a Google account serves. */
function callersIn({ workloads }: AccountView, topology: Topology): string[] {
  return workloads.flatMap(([, workload]) => {
    const network = topology.networks[gatewayNetwork(topology, workload) ?? ''];
    return network?.cloud === 'aws' ? [network.account] : [];
  });
}
