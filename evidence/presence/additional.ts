import { reviewedResources } from '../../catalogue/resources/read.js';
import { expectedStacks } from '../../derived/expected-stacks.js';
import { extensionOfStack } from '../../derived/extensions.js';
import { tableKind } from '../../derived/presence/part.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';
import { countedBy } from './counted.js';
import { namedIn } from './named.js';

/**
 * Whether a resource is none of those that the topology asks for: it has a name that no reviewed stack of its kind has, or is in a stack of one's own. Only
 * these can be what an extension adds by its type.
 */
export function isAdditional(topology: Topology, outputs: Outputs, { stack, id }: Resource): boolean {
  const known = additional.get(stack) ?? additionalIn(topology, outputs, stack);
  additional.set(stack, known);
  return known.has(id);
}

const additional = new WeakMap<SynthesizedStack, ReadonlySet<string>>();

function additionalIn(topology: Topology, outputs: Outputs, stack: SynthesizedStack): ReadonlySet<string> {
  const own = extensionOfStack(topology, stack.name) !== undefined;
  if (own) return new Set(stack.resources.map(({ id }) => id));
  const asked = expectedStacks(topology, outputs).find(({ name }) => name === stack.name);
  const table = asked === undefined ? undefined : reviewedResources(tableKind(asked));
  if (table === undefined) return new Set();
  return new Set(countedBy(table, namedIn(stack)).unknown.flatMap(({ resource }) => resource?.id ?? []));
}
