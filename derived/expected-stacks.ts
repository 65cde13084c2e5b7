import type { Cloud } from '../clouds/cloud.js';
import type { Host } from '../hosts/schemas.js';
import type { StackKind } from '../hosts/shared/stack-kinds.js';
import { partSuffix } from '../hosts/shared/workload-parts.js';
import type { Outputs } from '../topology/outputs.js';
import { pathOf } from '../topology/path.js';
import { ownStacks } from '../topology/schema/own-stacks.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { awsBudgets, azureBudgetAccounts } from './budgets.js';
import { extensionKind, ownStackName } from './extensions.js';
import { isServed } from './gateway-service.js';
import { stackName } from './names.js';
import { mayServe } from './stored-weights.js';
import { type Wanted, workingStacks } from './wanted-stacks.js';

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

/**
 * Every stack that a topology asks for, and no other, by name. The applications make the same ones, which a test holds. Those of a host whose
 * weights are not stored yet are not made.
 */
export function expectedStacks(topology: Topology, outputs: Outputs): readonly ExpectedStack[] {
  const known = expected.get(topology) ?? new WeakMap<Outputs, readonly ExpectedStack[]>();
  expected.set(topology, known);
  const found = known.get(outputs) ?? presentStacks(topology, outputs);
  known.set(outputs, found);
  return found;
}

/** Rules ask for those of one topology for every stack that they judge. */
const expected = new WeakMap<Topology, WeakMap<Outputs, readonly ExpectedStack[]>>();

function presentStacks(topology: Topology, outputs: Outputs): ExpectedStack[] {
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

function stacksOf(topology: Topology, made: Serves, served: (zone: string) => boolean): ExpectedStack[] {
  const named = namedStacks(topology, made, served);
  // Hosts may share one, and then the first of them asks for it.
  const byName = new Map([...extensionStacks(topology), ...named.reverse()].map((stack) => [stack.name, stack]));
  return sortedEntries(Object.fromEntries(byName)).map(([, stack]) => stack);
}

function namedStacks(topology: Topology, made: Serves, served: (zone: string) => boolean): ExpectedStack[] {
  return [...workingStacks(topology, made, served), ...financeStacks(topology)].map(({ cloud, account, parts: [kind, ...parts], path }) => {
    return { cloud, name: stackName(topology, account, kind, ...parts), path, kind, account, parts };
  });
}

/** Pairs of different stacks that would have one name, of all that a topology will ever ask for: a host import-eu on Bedrock and an imported model eu. */
export function stacksOfOneName(topology: Topology): readonly (readonly [ExpectedStack, ExpectedStack])[] {
  const owners = new Map<string, ExpectedStack>();
  const all = [
    ...namedStacks(
      topology,
      () => true,
      () => true,
    ),
    ...extensionStacks(topology),
  ];
  return all.flatMap((stack) => {
    const owner = owners.get(stack.name);
    if (owner === undefined) owners.set(stack.name, stack);
    const told = ({ account, kind, parts }: ExpectedStack) => [account, kind, ...parts].join(' ');
    return owner === undefined || told(owner) === told(stack) ? [] : [[owner, stack] as const];
  });
}

function financeStacks(topology: Topology): Wanted[] {
  const aws = awsBudgets(topology).map(
    ({ account, part }): Wanted => ({ cloud: 'aws', account, parts: ['aws-finance', ...partSuffix(part.number)], path: 'finance' }),
  );
  const azure = azureBudgetAccounts(topology).map((account): Wanted => ({ cloud: 'azure', account, parts: ['azure-finance'], path: 'finance' }));
  return [...aws, ...azure];
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
