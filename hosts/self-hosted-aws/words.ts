import { sameMeaning } from '../../evidence/synthesized/canonical.js';
import { pathOf } from '../../topology/path.js';
import { fleetWords, nodesOf } from '../shared/fleet-words.js';
import type { HostWords, Sentence } from '../shared/host-words.js';
import type { AwsFleetHost } from './schema.js';

export const words: HostWords<AwsFleetHost> = {
  size: nodesOf,
  summary: nodesOf,
  destination: 'none',
  changes: (change) => {
    const { id, was, is } = change;
    return fleetWords(change, blockWords(id, was, is));
  },
};

function blockWords(id: string, was: AwsFleetHost, is: AwsFleetHost): Sentence[] {
  const [before, after] = [was.capacity.blocks, is.capacity.blocks];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (sameMeaning(old, now)) return [];
    const words = (block: NonNullable<typeof old>) =>
      `${block.reservationId}, ${block.count} nodes in ${block.availabilityZone}, ${block.start} to ${block.end}`;
    const field = pathOf('hosts', id, 'capacity', 'blocks', key);
    const text =
      old === undefined
        ? `is new: ${now === undefined ? '' : words(now)}`
        : now === undefined
          ? `is no longer used: ${words(old)}; it is paid for in advance and not refunded`
          : `${words(old)} → ${words(now)}`;
    return [{ path: field, tells: [field], text: `\`${id}\`: Capacity Block \`${key}\` ${text}` }];
  });
}
