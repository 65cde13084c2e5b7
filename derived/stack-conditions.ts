import { hostTraits, traitsOf } from '../hosts/traits.js';
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
  ...ofHosts(),
};

/** What the kinds of host say that their stacks have for a reason. */
function ofHosts(): Readonly<Record<string, Condition>> {
  const reasons = new Set(Object.values(hostTraits).flatMap(({ presence }) => presence.map(({ reason }) => reason)));
  return Object.fromEntries([...reasons].map((reason) => [reason, (topology, stack) => holdsFor(topology, stack, reason)]));
}

function holdsFor(topology: Topology, { kind, path }: ExpectedStack, reason: string): boolean | undefined {
  const [id, host] = hostOfPath(topology, path) ?? [];
  if (id === undefined || host === undefined) return undefined;
  return traitsOf(host)
    .presence.find((one) => one.stack === kind && one.reason === reason)
    ?.holds(topology, { id, host });
}

function ofView(topology: Topology, { kind, account }: ExpectedStack, condition: (view: AccountView) => boolean): boolean | undefined {
  const view = kind === 'google-foundation' ? googleAccounts(topology).find(({ alias }) => alias === account) : undefined;
  return view === undefined ? undefined : condition(view);
}

const isOnVertex = ({ hosts, managed }: AccountView) => hosts.length + managed.length > 0;
const isServing = (view: AccountView) => isOnVertex(view) || view.fleets.length > 0;
