import { eventualStacks, expectedStacks } from '../derived/expected-stacks.js';
import { waitingZones } from '../derived/waiting-zones.js';
import type { Side } from './side.js';

/**
 * The side after, with stacks and gateway files of before that it only holds back: weights are not stored, or values not known yet. Nothing deletes a stack
 * because it is not synthesized; what is deployed serves on until the next synthesis has it again.
 */
export function withHeldBack(base: Side, head: Side): Side {
  if (head.loaded === undefined) return head;
  const { topology, outputs } = head.loaded;
  const made = new Set(expectedStacks(topology, outputs).map(({ name }) => name));
  const later = new Set(eventualStacks(topology).flatMap(({ name }) => (made.has(name) ? [] : [name])));
  const present = new Set(head.stacks.map(({ name }) => name));
  const stacks = base.stacks.filter(({ name }) => later.has(name) && !present.has(name));
  const zones = waitingZones(topology, outputs);
  // A zone has all its files or none (docs/adr/0087).
  const there = new Set(Object.keys(head.gateway).map(zoneOf));
  const files = Object.entries(base.gateway).filter(([file]) => zones.has(zoneOf(file)) && !there.has(zoneOf(file)));
  const held = [...new Set([...stacks.map(({ name }) => name), ...files.map(([file]) => `gateway ${zoneOf(file)}`)])].sort();
  if (held.length === 0) return head;
  const note = `not synthesized until what they wait for is known (state/unbound says what), so compared as they are: ${held.join(', ')}. What is deployed of them stays`;
  return { ...head, stacks: [...head.stacks, ...stacks], gateway: { ...head.gateway, ...Object.fromEntries(files) }, notes: [...head.notes, note] };
}

function zoneOf(file: string): string {
  return file.split('/')[0] ?? '';
}
