import type { Host } from '../hosts/schemas.js';
import { cloudOf } from '../hosts/schemas.js';
import { hostsOf } from '../hosts/select.js';
import { nodeCounts } from '../hosts/self-hosted-google/reservations.js';
import type { StackKind } from '../hosts/shared/stack-kinds.js';
import { bedrockParts, type Part, partSuffix } from '../hosts/shared/workload-parts.js';
import type { Topology } from '../topology/schema/topology.js';
import { gatewayNetwork, sortedEntries, workloadsOn } from '../topology/views.js';
import { boundedAccounts } from './boundary.js';
import type { ExpectedStack } from './expected-stacks.js';
import { type AccountView, googleAccounts } from './google-accounts.js';
import { hostOfPath } from './host-of-path.js';
import { financeParts, identityParts } from './parts.js';
import { weightsPlaces } from './supply.js';
import { tagsFor } from './tags.js';

type Count = (topology: Topology, stack: ExpectedStack) => number | undefined;

/** Numbers that follow from a topology for a stack, undefined where a stack of that kind has none. The tables of reviewed resources name them. */
export const stackNumbers: Readonly<Record<string, Count>> = {
  workloads: (topology, stack) => partOf(topology, stack)?.workloads.length,
  budgets: (topology, stack) =>
    stack.kind === 'aws-finance' ? partOf(topology, stack)?.workloads.filter(([, { budget }]) => budget !== undefined).length : undefined,
  'tags with a budget': (topology, { kind, account }) => (kind === 'azure-finance' ? budgetTags(topology, account) : undefined),
  'workloads on the host': (topology, stack) => onHost(topology, stack, (id) => workloadsOn(topology, id).length),
  reservations: (topology, stack) =>
    onHost(topology, stack, (_, host) =>
      'capacity' in host && typeof host.capacity === 'object' ? Object.keys(host.capacity.reservations).length : undefined,
    ),
  'reservations with nodes': (topology, stack) => onHost(topology, stack, (_, host) => (isGoogleFleet(host) ? nodeCounts(host).length : undefined)),
  blocks: (topology, stack) => onHost(topology, stack, (_, host) => (isAwsFleet(host) ? Object.keys(host.capacity.blocks).length : undefined)),
  schedules: (topology, stack) => onHost(topology, stack, (_, host) => (isAwsFleet(host) ? Object.keys(host.scaling?.schedules ?? {}).length : undefined)),
  agents: (topology, stack) => onHost(topology, stack, (id, host) => (isAwsFleet(host) || isGoogleFleet(host) ? agentsOn(topology, id) : undefined)),
  'data stores': (topology, stack) => onHost(topology, stack, (_, host) => ('search' in host ? Object.keys(host.search?.dataStores ?? {}).length : undefined)),
  'availability zones': (topology, { kind, parts: [id = ''] }) => (kind === 'aws-network' ? topology.networks[id]?.availabilityZones?.length : undefined),
  recipients: ({ finance }) => finance.notify.length,
  'bounded accounts': (topology, { kind }) => (kind === 'aws-organization' ? boundedAccounts(topology).length : undefined),
  'networks made here': (topology, stack) =>
    ofView(topology, stack, ({ networks }) => networks.filter(([id]) => topology.existing.networks[id] === undefined).length),
  'calling workloads': (topology, stack) => ofView(topology, stack, (view) => callers(topology, view).length),
  'calling workloads on Vertex AI': (topology, stack) =>
    ofView(topology, stack, (view) => (view.hosts.length + view.managed.length > 0 ? callers(topology, view).length : 0)),
  'recipients of its budget': (topology, stack) => ofView(topology, stack, (view) => (isBudgeted(view) ? topology.finance.notify.length : 0)),
  'recipients of the next engine': (topology, stack) => onHost(topology, stack, (_, host) => (isNext(host) ? topology.finance.notify.length : 0)),
  'agents beside the next engine': (topology, stack) => onHost(topology, stack, (id, host) => (isNext(host) ? agentsOn(topology, id) : 0)),
  'models by account': (topology, { kind, parts: [region] }) => (kind === 'aws-weights-ingest' ? modelCopies(topology, region) : undefined),
};

const partOf = (topology: Topology, stack: ExpectedStack): Part | undefined => {
  const { kind, account, path } = stack;
  const host = hostOfPath(topology, path)?.[0];
  const all =
    kind === 'aws-identity'
      ? identityParts(topology)
      : kind === 'aws-finance'
        ? financeParts(topology, account)
        : kind === 'aws-bedrock' && host !== undefined
          ? bedrockParts(topology, host)
          : [];
  return all.find(({ number }) => partSuffix(number).join() === suffixOf(stack).join());
};

function onHost(topology: Topology, { path }: ExpectedStack, count: (id: string, host: Host) => number | undefined): number | undefined {
  const found = hostOfPath(topology, path);
  return found === undefined ? undefined : count(...found);
}

type FleetOn<C> = Extract<Host, { kind: 'self-hosted'; cloud: C }>;
const isAwsFleet = (host: Host): host is FleetOn<'aws'> => host.kind === 'self-hosted' && cloudOf(host) === 'aws';
const isGoogleFleet = (host: Host): host is FleetOn<'google'> => host.kind === 'self-hosted' && cloudOf(host) === 'google';

const agentsOn = ({ landingZone }: Topology, host: string) => Object.values(landingZone.nodeAgents).filter(({ hosts }) => hosts.includes(host)).length;

function ofView(topology: Topology, { kind, account }: ExpectedStack, count: (view: AccountView) => number): number | undefined {
  const view = kind === 'google-foundation' ? googleAccounts(topology).find(({ alias }) => alias === account) : undefined;
  return view === undefined ? undefined : count(view);
}

/** AWS account of the gateway of each workload that a Google account serves. */
function callers(topology: Topology, { workloads }: AccountView): string[] {
  return workloads.flatMap(([, workload]) => {
    const network = topology.networks[gatewayNetwork(topology, workload) ?? ''];
    return network?.cloud === 'aws' ? [network.account] : [];
  });
}

const isBudgeted = ({ account, workloads }: AccountView) => account.owns && workloads.some(([, { budget }]) => (budget?.usdPerMonth ?? 0) > 0);
const isNext = (host: Host) => isAwsFleet(host) && host.transition !== undefined;

function modelCopies(topology: Topology, region: string | undefined): number {
  return weightsPlaces(topology, 'aws').reduce((sum, place) => sum + (place.region === region ? place.models.length : 0), 0);
}

/** Values of the tag `workload` that hosts of a subscription carry, where a workload of theirs has a budget. */
function budgetTags(topology: Topology, account: string): number {
  const hosts = hostsOf(topology, 'azure-foundry').filter(([, host]) => host.account === account);
  const budgeted = hosts.filter(([id]) => workloadsOn(topology, id).some(([, { budget }]) => budget !== undefined));
  return new Set(budgeted.map(([id]) => tagsFor(topology, { host: id })['workload'])).size;
}

/** Numbers of a stack by name, those that a stack of its kind has. */
export function numbersOf(topology: Topology, stack: ExpectedStack): Readonly<Record<string, number>> {
  return Object.fromEntries(
    sortedEntries(stackNumbers).flatMap(([name, count]) => {
      const number = count(topology, stack);
      return number === undefined ? [] : [[name, number]];
    }),
  );
}

/** Kind of a stack as the tables of reviewed resources name it: what is not the first part holds less. */
export function tableKind(stack: ExpectedStack): string {
  return suffixOf(stack).length > 0 ? `${stack.kind} part` : stack.kind;
}

/** How many parts of a name come before that of a divided stack. */
const named: Readonly<Partial<Record<StackKind, number>>> = { 'aws-identity': 0, 'aws-finance': 0, 'aws-bedrock': 1 };

function suffixOf({ kind, parts }: ExpectedStack): readonly string[] {
  const before = named[kind];
  return before === undefined ? [] : parts.slice(before);
}
