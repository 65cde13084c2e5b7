import { parameterName } from '../../derived/names.js';
import type { Topology } from '../../topology/schema/topology.js';
import { record, type SynthesizedStack } from '../synthesized/stack.js';

/** Names by which a stack reads what others share and has no business with, or under which it reads something else than its id says. */
export function* readDifferences({ name, document }: SynthesizedStack, topology: Topology, rooms: readonly (readonly string[])[]): Iterable<string> {
  const below = rooms.map((room) => `${parameterName(topology.name, ...room)}/`);
  for (const [id, parameter] of Object.entries(record(document['Parameters']))) {
    if (id === 'BootstrapVersion') continue;
    const read = String(record(parameter)['Default']);
    if (!below.some((room) => read.startsWith(room))) yield `${name} reads ${read}. Allowed: names below ${below.join(', ') || 'none'}.`;
    // CDK names a parameter after what it reads. Another value under the same id is another bucket or network in the same place.
    else if (!id.startsWith(`SsmParameterValue${read.replace(/[^A-Za-z0-9]/g, '')}`))
      yield `${name} reads ${read} as ${id}, which is named after another value.`;
  }
}
