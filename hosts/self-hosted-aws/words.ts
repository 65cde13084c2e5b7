import { sameMeaning } from '../../evidence/synthesized/canonical.js';
import { fleetWords, nodesOf } from '../shared/fleet-words.js';
import type { HostWords, Sentence } from '../shared/host-words.js';
import type { AwsFleetHost } from './schema.js';

export const words: HostWords<AwsFleetHost> = {
  size: nodesOf,
  summary: nodesOf,
  destination: 'none',
  changes: (change) => {
    const { path, id, was, is } = change;
    return fleetWords(change, [...blockWords(path, id, was, is), ...transitionWords(path, id, was, is)]);
  },
};

function blockWords(path: string, id: string, was: AwsFleetHost, is: AwsFleetHost): Sentence[] {
  const [before, after] = [was.capacity.blocks, is.capacity.blocks];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const [old, now] = [before[key], after[key]];
    if (sameMeaning(old, now)) return [];
    const words = (block: NonNullable<typeof old>) =>
      `${block.reservationId}, ${block.count} nodes in ${block.availabilityZone}, ${block.start} to ${block.end}`;
    const field = `${path}.capacity.blocks.${key}`;
    const text =
      old === undefined
        ? `is new: ${now === undefined ? '' : words(now)}`
        : now === undefined
          ? `is no longer used: ${words(old)}; it is paid for in advance and not refunded`
          : `${words(old)} → ${words(now)}`;
    return [{ path: field, tells: [field], text: `\`${id}\`: Capacity Block \`${key}\` ${text}` }];
  });
}

function transitionWords(path: string, id: string, was: AwsFleetHost, is: AwsFleetHost): Sentence[] {
  const [old, now] = [was.transition, is.transition];
  if (sameMeaning(old, now)) return [];
  const words = (transition: NonNullable<typeof old>) =>
    `to ${transition.next} on ${transition.nodes} more nodes from ${transition.from}, cut over on ${transition.cutover}, ends ${transition.end}`;
  const field = `${path}.transition`;
  const text =
    now === undefined
      ? `the transition ${old === undefined ? '' : words(old)} is taken down`
      : old === undefined
        ? `a transition ${words(now)}`
        : `the transition ${words(old)} becomes one ${words(now)}`;
  return [{ path: field, tells: [field], text: `\`${id}\`: ${text}` }];
}
