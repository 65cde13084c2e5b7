import type { StackPlace } from '../../derived/grants/stack-place.js';
import { parameterName } from '../../derived/names.js';
import type { Topology } from '../../topology/schema/topology.js';
import { record, type SynthesizedStack } from '../synthesized/stack.js';

/** Names by which a stack reads what others share and has no business with, or under which it reads something else than its id says. */
export function* readDifferences({ name, document }: SynthesizedStack, topology: Topology, place: StackPlace | undefined): Iterable<string> {
  const rooms = place === undefined ? [] : roomsOf(topology, place).map((room) => `${parameterName(topology.name, ...room)}/`);
  for (const [id, parameter] of Object.entries(record(document['Parameters']))) {
    if (id === 'BootstrapVersion') continue;
    const read = String(record(parameter)['Default']);
    if (!rooms.some((room) => read.startsWith(room))) yield `${name} reads ${read}. Allowed: names below ${rooms.join(', ') || 'none'}.`;
    // CDK names a parameter after what it reads. Another value under the same id is another bucket or network in the same place.
    else if (!id.startsWith(`SsmParameterValue${read.replace(/[^A-Za-z0-9]/g, '')}`))
      yield `${name} reads ${read} as ${id}, which is named after another value.`;
  }
}

/** Rooms of names that the stacks of a host read: its network's, those of the weights, and its own. A gateway reads those of its network. */
function roomsOf({ hosts, gateway }: Topology, { kind, subject: id }: StackPlace): (readonly string[])[] {
  if (kind === 'aws-gateway') return Object.entries(gateway.zones).flatMap(([zone, { network }]) => (zone === id ? [['network', network]] : []));
  const host = hosts[id];
  if (host === undefined) return [];
  const network = 'network' in host ? [['network', host.network]] : [];
  return [...network, ['weights'], ['capacity', id], ['bedrock', id]];
}
