import { cloudNames, type DescribedCloud, isDescribed } from '../../clouds/clouds.js';
import { type StackKind, stackKinds } from '../../hosts/shared/stack-kinds.js';
import { ownStacks } from '../../topology/schema/own-stacks.js';
import type { Topology } from '../../topology/schema/topology.js';
import { extensionKind, extensionOfStack } from '../extensions.js';

/** What a stack is one of, read from its name: which grants it may hold depends on it. */
export interface StackPlace {
  /** Such as `aws-fleet`; with ` part` for every stack but the first of a divided one, and with its code for one of an extension. */
  readonly kind: StackKind | `${StackKind} part` | `${StackKind} of ${string}`;
  readonly cloud: DescribedCloud;
  /** Alias of its account. */
  readonly alias: string;
  /** Key of the host, network, zone or region that its name ends with; empty when it has none. */
  readonly subject: string;
}

const ofNetworks: readonly StackKind[] = ['aws-network', 'azure-network'];
const ofRegions: readonly StackKind[] = [
  'aws-account',
  'aws-lifecycle',
  'aws-images',
  'aws-token-broker',
  'aws-weights',
  'aws-weights-ingest',
  'google-weights',
  'azure-weights',
];
const ofAccounts: readonly StackKind[] = [
  'aws-identity',
  'aws-finance',
  'aws-billing',
  'aws-allocated-cost',
  'aws-organization',
  'azure-account',
  'azure-finance',
  'databricks-account',
];

/** The place of a stack of this topology; undefined for a name that none of its stacks can have. */
export function stackPlace(topology: Topology, name: string): StackPlace | undefined {
  const extension = extensionOfStack(topology, name);
  const own = extension === undefined ? undefined : topology.extensions[extension]?.stack;
  if (own !== undefined) {
    const cloud = ownStacks[own.code];
    return { kind: `${extensionKind[cloud]} of ${own.code}`, cloud, alias: own.account, subject: '' };
  }
  const [, whole = name, part] = /^(.*?)(-part-\d)?$/.exec(name) ?? [];
  for (const cloud of cloudNames.filter(isDescribed)) {
    for (const alias of Object.keys(topology.accounts[cloud])) {
      const prefix = `${topology.name}-${alias}-`;
      if (!whole.startsWith(prefix)) continue;
      const rest = whole.slice(prefix.length);
      for (const kind of stackKinds.filter((one) => one.startsWith(`${cloud}-`) && (rest === one || rest.startsWith(`${one}-`)))) {
        const subject = rest.slice(kind.length + 1);
        if (isSubject(topology, { kind, alias, subject })) return { kind: part === undefined ? kind : `${kind} part`, cloud, alias, subject };
      }
    }
  }
  return undefined;
}

function isSubject(topology: Topology, { kind, alias, subject }: { readonly kind: StackKind; readonly alias: string; readonly subject: string }): boolean {
  if (ofAccounts.includes(kind)) return subject === '';
  if (kind === 'google-foundation') return subject === alias;
  if (kind === 'aws-gateway') return topology.networks[topology.gateway.zones[subject]?.network ?? '']?.account === alias;
  if (ofRegions.includes(kind)) return /^[a-z0-9-]+$/.test(subject);
  return (ofNetworks.includes(kind) ? topology.networks : topology.hosts)[subject]?.account === alias;
}
