import type { Host } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';
import type { ExpectedStack } from './expected-stacks.js';
import { type AccountView, googleAccounts } from './google-accounts.js';
import { hostOfPath } from './host-of-path.js';
import { logArchiveOf } from './landing-zone.js';

type Condition = (topology: Topology, stack: ExpectedStack) => boolean | undefined;

/** What decides whether a stack has something, undefined for kinds of stack that it says nothing about. The tables of reviewed resources name them. */
export const stackConditions: Readonly<Record<string, Condition>> = {
  'hosts in the project': (topology, stack) => ofView(topology, stack, isServing),
  'hosts in a project that is owned': (topology, stack) => ofView(topology, stack, (view) => isServing(view) && view.account.owns),
  'Vertex AI in the project': (topology, stack) => ofView(topology, stack, isOnVertex),
  'Vertex AI in a project that is owned': (topology, stack) => ofView(topology, stack, (view) => isOnVertex(view) && view.account.owns),
  'fleets in the project': (topology, stack) => ofView(topology, stack, ({ fleets }) => fleets.length > 0),
  'fleets in a project that is owned': (topology, stack) => ofView(topology, stack, ({ fleets, account }) => fleets.length > 0 && account.owns),
  'a subscription that is owned': ({ accounts }, { kind, account }) => (kind === 'azure-finance' ? accounts.azure[account]?.owns : undefined),
  'flow logs that are kept here': (topology, { kind, parts: [id = ''] }) => {
    const region = kind === 'aws-network' ? topology.networks[id]?.region : kind === 'aws-weights-ingest' ? id : undefined;
    return region === undefined ? undefined : logArchiveOf(topology, region) === undefined;
  },
  'a guardrail that is made here': (topology, stack) =>
    ofHost(topology, stack, (id, host) => ('guardrail' in host ? topology.existing.guardrails[id] === undefined : undefined)),
  'Model Armor': (topology, stack) => ofHost(topology, stack, (_, host) => (host.kind === 'vertex-endpoint' ? host.modelArmor !== undefined : undefined)),
  'a deployment in the slot blue': (topology, stack) => ofHost(topology, stack, (_, host) => inSlot(host, 'blue')),
  'a deployment in the slot green': (topology, stack) => ofHost(topology, stack, (_, host) => inSlot(host, 'green')),
  'a private deployment in the slot blue': (topology, stack) => ofHost(topology, stack, (_, host) => inPrivateSlot(host, 'blue')),
  'a private deployment in the slot green': (topology, stack) => ofHost(topology, stack, (_, host) => inPrivateSlot(host, 'green')),
  callers: (topology, stack) =>
    ofHost(topology, stack, (id) => Object.values(topology.workloads).some(({ route, guard }) => guard === id || route.includes(id))),
  ...ofFleets({
    blocks: ({ capacity }) => Object.keys(capacity.blocks).length > 0,
    scaling: ({ scaling }) => scaling !== undefined,
    'metrics of servers': ({ images }) => images.metrics !== undefined,
    'metrics of GPUs': ({ images }) => images.metrics !== undefined && images.dcgm !== undefined,
    'a next engine': ({ transition }) => transition !== undefined,
    'metrics of the servers of a next engine': ({ transition, images }) => transition !== undefined && images.metrics !== undefined,
    'metrics of the GPUs of a next engine': ({ transition, images }) => transition !== undefined && images.metrics !== undefined && images.dcgm !== undefined,
  }),
};

type AwsFleet = Extract<Host, { kind: 'self-hosted'; cloud: 'aws' }>;
const isAwsFleet = (host: Host): host is AwsFleet => host.kind === 'self-hosted' && 'cloud' in host && host.cloud === 'aws';

function ofFleets(conditions: Readonly<Record<string, (fleet: AwsFleet) => boolean>>): Readonly<Record<string, Condition>> {
  const condition =
    (holds: (fleet: AwsFleet) => boolean): Condition =>
    (topology, stack) =>
      stack.kind === 'aws-fleet' ? ofHost(topology, stack, (_, host) => (isAwsFleet(host) ? holds(host) : undefined)) : undefined;
  return Object.fromEntries(Object.entries(conditions).map(([name, holds]) => [name, condition(holds)]));
}

/** While a deployment is being replaced, both slots are taken. */
function inSlot(host: Host, slot: 'blue' | 'green'): boolean | undefined {
  return host.kind === 'vertex-endpoint' ? host.slot === slot || host.next !== undefined : undefined;
}

function inPrivateSlot(host: Host, slot: 'blue' | 'green'): boolean | undefined {
  return host.kind === 'vertex-endpoint' ? inSlot(host, slot) === true && host.endpoint === 'private-psc' : undefined;
}

function ofHost(topology: Topology, { path }: ExpectedStack, condition: (id: string, host: Host) => boolean | undefined): boolean | undefined {
  const found = hostOfPath(topology, path);
  return found === undefined ? undefined : condition(...found);
}

function ofView(topology: Topology, { kind, account }: ExpectedStack, condition: (view: AccountView) => boolean): boolean | undefined {
  const view = kind === 'google-foundation' ? googleAccounts(topology).find(({ alias }) => alias === account) : undefined;
  return view === undefined ? undefined : condition(view);
}

const isOnVertex = ({ hosts, managed }: AccountView) => hosts.length + managed.length > 0;
const isServing = (view: AccountView) => isOnVertex(view) || view.fleets.length > 0;
