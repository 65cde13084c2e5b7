import type { Cloud } from '../clouds/cloud.js';
import { cloudOf, type Host } from '../hosts/schemas.js';
import { hostsOf } from '../hosts/select.js';
import type { StackKind, StackParts } from '../hosts/shared/stack-kinds.js';
import { partSuffix } from '../hosts/shared/workload-parts.js';
import { traitsOf } from '../hosts/traits.js';
import type { Outputs } from '../topology/outputs.js';
import { pathOf } from '../topology/path.js';
import { ownStacks } from '../topology/schema/own-stacks.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, managementAccount, sortedEntries } from '../topology/views.js';
import { bedrockPlaces, billedAccounts } from './aws-places.js';
import { extensionKind, ownStackName } from './extensions.js';
import { gatewayPlaces, isServed } from './gateway-service.js';
import { googleAccounts } from './google-accounts.js';
import { stackName } from './names.js';
import { financeParts, identityHome, identityParts } from './parts.js';
import { mayServe } from './stored-weights.js';
import { weightsPlaces, weightsRegions } from './supply.js';
import { tokenBrokers } from './token-brokers.js';

/** A stack that a topology asks for. */
export interface ExpectedStack {
  readonly cloud: Cloud;
  readonly name: string;
  /** What asks for it. */
  readonly path: string;
  readonly kind: StackKind;
  readonly account: string;
  /** What tells it from others of its kind. */
  readonly parts: readonly string[];
}

interface Wanted {
  readonly cloud: Cloud;
  readonly account: string;
  readonly parts: StackParts;
  readonly path: string;
}

/** Every stack that a topology asks for, and no other, by name. The applications make the same ones, which a test holds. */
export function expectedStacks(topology: Topology, outputs: Outputs): ExpectedStack[] {
  return stacksOf(
    topology,
    (id, host) => mayServe(topology, outputs, id, host),
    (zone) => isServed(topology, outputs, zone),
  );
}

/** Every stack that a topology will ask for once all weights are stored and all values known. */
export function eventualStacks(topology: Topology): ExpectedStack[] {
  return stacksOf(
    topology,
    () => true,
    () => true,
  );
}

type Serves = (id: string, host: Host) => boolean;

function stacksOf(topology: Topology, serves: Serves, runs: (zone: string) => boolean): ExpectedStack[] {
  const wanted = [
    ...awsStacks(topology),
    ...gatewayStacks(topology, runs),
    ...googleStacks(topology),
    ...azureStacks(topology),
    ...hostStacks(topology, serves),
  ];
  const named = wanted.map(({ cloud, account, parts: [kind, ...parts], path }) => {
    return { cloud, name: stackName(topology, account, kind, ...parts), path, kind, account, parts };
  });
  // Hosts may share one, and then the first of them asks for it.
  const byName = new Map([...extensionStacks(topology), ...named.reverse()].map((stack) => [stack.name, stack]));
  return sortedEntries(Object.fromEntries(byName)).map(([, stack]) => stack);
}

function* awsStacks(topology: Topology): Iterable<Wanted> {
  const cloud = 'aws';
  for (const [id, { account }] of madeNetworks(topology, cloud)) yield { cloud, account, parts: ['aws-network', id], path: pathOf('networks', id) };
  const management = managementAccount(topology);
  if (management !== undefined)
    yield { cloud, account: management.alias, parts: ['aws-organization'], path: pathOf('accounts', 'aws', management.alias, 'organization') };
  const identity = identityHome(topology);
  if (identity !== undefined)
    for (const { number } of identityParts(topology))
      yield { cloud, account: identity.account, parts: ['aws-identity', ...partSuffix(number)], path: 'gateway.zones' };
  for (const { account, region } of tokenBrokers(topology)) yield { cloud, account, parts: ['aws-token-broker', region], path: 'gateway.zones' };
  for (const { account, region } of weightsPlaces(topology, cloud))
    yield { cloud, account, parts: ['aws-weights', region], path: pathOf('accounts', 'aws', account) };
  const { ingest } = topology.weights;
  for (const region of weightsRegions(topology))
    if (ingest?.regions[region] !== undefined)
      yield { cloud, account: ingest.account, parts: ['aws-weights-ingest', region], path: pathOf('weights', 'ingest', 'regions', region) };
  for (const { account, region } of bedrockPlaces(topology))
    if (entity(topology.accounts.aws, account).owns) yield { cloud, account, parts: ['aws-account', region], path: pathOf('accounts', 'aws', account) };
  for (const { account } of billedAccounts(topology))
    for (const { number } of financeParts(topology, account)) yield { cloud, account, parts: ['aws-finance', ...partSuffix(number)], path: 'finance' };
}

/** Those of gateways that wait for images, or for what their routes are called with, are not made. */
function* gatewayStacks(topology: Topology, runs: (zone: string) => boolean): Iterable<Wanted> {
  for (const { zone, account } of gatewayPlaces(topology))
    if (runs(zone)) yield { cloud: 'aws', account, parts: ['aws-gateway', zone], path: pathOf('gateway', 'zones', zone) };
}

function* googleStacks(topology: Topology): Iterable<Wanted> {
  const cloud = 'google';
  for (const { alias } of googleAccounts(topology))
    yield { cloud, account: alias, parts: ['google-foundation', alias], path: pathOf('accounts', 'google', alias) };
  for (const { account, region } of weightsPlaces(topology, cloud))
    yield { cloud, account, parts: ['google-weights', region], path: pathOf('accounts', 'google', account) };
}

function* azureStacks(topology: Topology): Iterable<Wanted> {
  const cloud = 'azure';
  const hosts = hostsOf(topology, 'azure-foundry');
  const networks = new Set(hosts.map(([, { network }]) => network));
  for (const account of new Set(hosts.map(([, host]) => host.account))) {
    const path = pathOf('accounts', 'azure', account);
    if (topology.accounts.azure[account]?.owns === true) yield { cloud, account, parts: ['azure-account'], path };
    yield { cloud, account, parts: ['azure-finance'], path: 'finance' };
  }
  for (const [id, { account }] of madeNetworks(topology, cloud))
    if (networks.has(id)) yield { cloud, account, parts: ['azure-network', id], path: pathOf('networks', id) };
}

/** Those of a host whose weights are not stored yet are not made; a kind that is not provisioned has none. */
function* hostStacks(topology: Topology, serves: Serves): Iterable<Wanted> {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    const { stacks } = traitsOf(host);
    if (stacks === 'unprovisioned' || !serves(id, host)) continue;
    for (const parts of stacks(topology, { id, host })) yield { cloud: cloudOf(host), account: host.account, parts, path: pathOf('hosts', id) };
  }
}

/** Those that a company's own code makes. */
function extensionStacks(topology: Topology): ExpectedStack[] {
  return sortedEntries(topology.extensions).flatMap(([id, { stack }]) => {
    const name = ownStackName(topology, id);
    if (stack === undefined || name === undefined) return [];
    const cloud = ownStacks[stack.code];
    return [{ cloud, name, path: pathOf('extensions', id), kind: extensionKind[cloud], account: stack.account, parts: [id] }];
  });
}

function madeNetworks(topology: Topology, cloud: Cloud) {
  return sortedEntries(topology.networks).filter(([id, network]) => network.cloud === cloud && topology.existing.networks[id] === undefined);
}
