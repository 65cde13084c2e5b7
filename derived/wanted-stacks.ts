import type { Cloud } from '../clouds/cloud.js';
import { cloudOf, type Host } from '../hosts/schemas.js';
import { hostsOn } from '../hosts/select.js';
import type { StackParts } from '../hosts/shared/stack-kinds.js';
import { partSuffix } from '../hosts/shared/workload-parts.js';
import { traitsOf } from '../hosts/traits.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, managementAccount, sortedEntries } from '../topology/views.js';
import { bedrockPlaces } from './aws-places.js';
import { billingPlace, costJob } from './cost-job.js';
import { gatewayPlaces, imageRegions } from './gateway-service.js';
import { googleAccounts } from './google-accounts.js';
import { identityHome, identityParts } from './parts.js';
import { weightsPlaces, weightsRegions } from './supply.js';
import { tokenBrokers } from './token-brokers.js';

/** A stack that a topology asks for, before it has a name. */
export interface Wanted {
  readonly cloud: Cloud;
  /** Alias of its account. */
  readonly account: string;
  readonly parts: StackParts;
  /** What asks for it. */
  readonly path: string;
}

/** Every stack of the blueprint's own that does something, and so all but budgets. `made`: whether the stacks of a host are made yet; `served`: whether that of a zone's gateway is. */
export function workingStacks(topology: Topology, made: (id: string, host: Host) => boolean, served: (zone: string) => boolean): Wanted[] {
  return [
    ...awsStacks(topology),
    ...gatewayStacks(topology, served),
    ...googleStacks(topology),
    ...azureStacks(topology),
    ...databricksStacks(topology),
    ...hostStacks(topology, made),
  ];
}

function* awsStacks(topology: Topology): Iterable<Wanted> {
  const cloud = 'aws';
  for (const [id, { account }] of madeNetworks(topology, cloud)) yield { cloud, account, parts: ['aws-network', id], path: pathOf('networks', id) };
  const management = managementAccount(topology);
  if (management !== undefined)
    yield { cloud, account: management.alias, parts: ['aws-organization'], path: pathOf('accounts', 'aws', management.alias, 'organization') };
  const billing = billingPlace(topology);
  if (billing !== undefined) yield { cloud, account: billing.account, parts: ['aws-billing'], path: 'finance' };
  const job = costJob(topology);
  if (job !== undefined) yield { cloud, account: job.account, parts: ['aws-allocated-cost'], path: pathOf('finance', 'allocation') };
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
  const { images } = topology.gateway;
  for (const region of imageRegions(topology))
    if (images !== undefined) yield { cloud, account: images.account, parts: ['aws-images', region], path: pathOf('gateway', 'images', 'regions', region) };
  for (const { account, region } of bedrockPlaces(topology))
    if (entity(topology.accounts.aws, account).owns) yield { cloud, account, parts: ['aws-account', region], path: pathOf('accounts', 'aws', account) };
}

function* gatewayStacks(topology: Topology, served: (zone: string) => boolean): Iterable<Wanted> {
  for (const { zone, account } of gatewayPlaces(topology))
    if (served(zone)) yield { cloud: 'aws', account, parts: ['aws-gateway', zone], path: pathOf('gateway', 'zones', zone) };
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
  const hosts = hostsOn(topology, 'azure');
  const networks = new Set(hosts.map(([, { network }]) => network));
  for (const account of new Set(hosts.map(([, host]) => host.account))) {
    const path = pathOf('accounts', 'azure', account);
    if (topology.accounts.azure[account]?.owns === true) yield { cloud, account, parts: ['azure-account'], path };
  }
  for (const [id, { account }] of madeNetworks(topology, cloud))
    if (networks.has(id)) yield { cloud, account, parts: ['azure-network', id], path: pathOf('networks', id) };
  for (const { account, region } of weightsPlaces(topology, cloud))
    yield { cloud, account, parts: ['azure-weights', region], path: pathOf('accounts', 'azure', account) };
}

function* databricksStacks(topology: Topology): Iterable<Wanted> {
  const cloud = 'databricks';
  for (const account of new Set(hostsOn(topology, cloud).map(([, host]) => host.account))) {
    const path = pathOf('accounts', cloud, account);
    if (topology.accounts.databricks[account]?.owns === true) yield { cloud, account, parts: ['databricks-account'], path };
  }
}

function* hostStacks(topology: Topology, made: (id: string, host: Host) => boolean): Iterable<Wanted> {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    if (!made(id, host)) continue;
    for (const parts of traitsOf(host).stacks(topology, { id, host })) yield { cloud: cloudOf(host), account: host.account, parts, path: pathOf('hosts', id) };
  }
}

function madeNetworks(topology: Topology, cloud: Cloud) {
  return sortedEntries(topology.networks).filter(([id, network]) => network.cloud === cloud && topology.existing.networks[id] === undefined);
}
