import type { Cloud } from '../clouds/cloud.js';
import { cloudNames } from '../clouds/clouds.js';
import type { Host } from '../hosts/schemas.js';
import { type StackKind, stackKinds } from '../hosts/shared/stack-kinds.js';
import { traitsOf } from '../hosts/traits.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { ownStackName } from './extensions.js';
import { stackName } from './names.js';

/** What a stack was made for, as its name says. */
export interface StackSubject {
  readonly kind: StackKind;
  /** Topology path of the entity. */
  readonly path: string;
  /** The entity, where it is a host. */
  readonly host?: readonly [id: string, host: Host];
}

/** The cloud that stacks of a kind are deployed to. */
export function cloudOfKind(kind: StackKind): Cloud {
  const cloud = cloudNames.find((one) => kind.startsWith(`${one}-`));
  if (cloud === undefined) throw new Error(`${kind} begins with no cloud of clouds/clouds.ts`);
  return cloud;
}

/** Finds the entity of a stack of one kind by its account and what follows the kind in its name; undefined when there is none. */
type Finder = (topology: Topology, account: string, rest: string, kind: StackKind) => Omit<StackSubject, 'kind'> | undefined;

const ofHost: Finder = (topology, account, rest, kind) => {
  for (const [id, host] of Object.entries(topology.hosts)) {
    if (host.account !== account) continue;
    const own = traitsOf(host)
      .stacks(topology, { id, host })
      .some(([of, ...parts]) => of === kind && parts.join('-') === rest);
    if (own) return { path: pathOf('hosts', id), host: [id, host] };
  }
  return undefined;
};

const ofNetwork: Finder = (topology, account, rest, kind) => {
  const network = topology.networks[rest];
  return network?.account === account && kind === `${network.cloud}-network` ? { path: pathOf('networks', rest) } : undefined;
};

const ofAccount: Finder = (topology, account, _rest, kind) => {
  const cloud = cloudOfKind(kind);
  return topology.accounts[cloud][account] === undefined ? undefined : { path: pathOf('accounts', cloud, account) };
};

const ofIngest: Finder = (topology, account) => (topology.weights.ingest?.account === account ? { path: pathOf('weights', 'ingest') } : undefined);

const ofImages: Finder = (topology, account) => (topology.gateway.images?.account === account ? { path: pathOf('gateway', 'images') } : undefined);

/** Gateways of zones are in the accounts of their networks. */
const ofGateway: Finder = ({ gateway, networks }, account, rest) => {
  const place = gateway.zones[rest];
  return place !== undefined && networks[place.network]?.account === account ? { path: pathOf('gateway', 'zones', rest) } : undefined;
};

/** A stack of code of one's own is that of its extension, which has the whole rest of the name as id. */
const ofExtension: Finder = (topology, account, rest, kind) => {
  const stack = topology.extensions[rest]?.stack;
  return stack?.account === account && ownStackName(topology, rest) === stackName(topology, account, kind, rest)
    ? { path: pathOf('extensions', rest) }
    : undefined;
};

/** Stacks that are made for something else than a host, or for hosts of an account together. */
const finders: Readonly<Partial<Record<StackKind, Finder>>> = {
  'aws-identity': ofAccount,
  'aws-network': ofNetwork,
  'aws-account': ofAccount,
  'aws-token-broker': ofAccount,
  'aws-lifecycle': ofAccount,
  'aws-weights-ingest': ofIngest,
  'aws-weights': ofAccount,
  'aws-images': ofImages,
  'aws-gateway': ofGateway,
  'aws-finance': () => ({ path: pathOf('finance') }),
  'aws-billing': () => ({ path: pathOf('finance') }),
  'aws-allocated-cost': () => ({ path: pathOf('finance', 'allocation') }),
  'aws-organization': ofAccount,
  'aws-extension': ofExtension,
  'google-extension': ofExtension,
  'azure-extension': ofExtension,
  'google-foundation': ofAccount,
  'google-weights': ofAccount,
  'azure-account': ofAccount,
  'azure-network': ofNetwork,
  'azure-weights': ofAccount,
  'azure-finance': () => ({ path: pathOf('finance') }),
  'databricks-account': ofAccount,
};

const known = new WeakMap<Topology, Map<string, StackSubject | undefined>>();

/**
 * What a stack of this name was made for; undefined when the topology has no such stack. Only the name decides: the index beside an
 * output gives findings their line, and anyone who can write the output can write it too.
 */
export function stackSubject(topology: Topology, name: string): StackSubject | undefined {
  const subjects = known.get(topology) ?? new Map<string, StackSubject | undefined>();
  known.set(topology, subjects);
  if (!subjects.has(name)) subjects.set(name, subjectNamed(topology, name));
  return subjects.get(name);
}

function subjectNamed(topology: Topology, name: string): StackSubject | undefined {
  const accounts = Object.values(topology.accounts).flatMap((ofCloud) => Object.keys(ofCloud));
  const starts = [...new Set(accounts)].flatMap((account) => stackKinds.map((kind) => ({ account, kind, start: stackName(topology, account, kind) })));
  // `aws-weights-ingest-…` begins like `aws-weights-…`: what says more is asked first.
  for (const { account, kind, start } of starts.sort((a, b) => b.start.length - a.start.length)) {
    if (name !== start && !name.startsWith(`${start}-`)) continue;
    // A kind that no host names has no subject either.
    const found = (finders[kind] ?? ofHost)(topology, account, name.slice(start.length + 1), kind);
    if (found !== undefined) return { kind, ...found };
  }
  return undefined;
}
