import { type ExpectedStack, eventualStacks, expectedStacks } from '../derived/expected-stacks.js';
import { gatewayOfStack } from '../derived/gateway-service.js';
import { waitingZones } from '../derived/waiting-zones.js';
import type { SynthesizedStack } from '../evidence/synthesized/stack.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
import type { Side } from './side.js';

/**
 * The side after, with stacks and gateway files of before that it only holds back: weights are not stored, or values not known yet. Nothing deletes a stack
 * because it is not synthesized; what is deployed serves on until the next synthesis has it again.
 */
export function withHeldBack(base: Side, head: Side): Side {
  if (head.loaded === undefined) return head;
  const { topology, outputs } = head.loaded;
  const made = new Set(expectedStacks(topology, outputs).map(({ name }) => name));
  const later = new Map(eventualStacks(topology).flatMap((stack) => (made.has(stack.name) ? [] : [[stack.name, stack]])));
  const present = new Set(head.stacks.map(({ name }) => name));
  const stacks = base.stacks.filter((stack) => {
    const awaited = later.get(stack.name);
    return awaited !== undefined && !present.has(stack.name) && staysThere(topology, stack, awaited);
  });
  const zones = waitingZones(topology, outputs);
  // A zone has all its files or none (docs/adr/0087).
  const there = new Set(Object.keys(head.gateway).map(zoneOf));
  const files = Object.entries(base.gateway).filter(([file]) => zones.has(zoneOf(file)) && !there.has(zoneOf(file)));
  const held = [...new Set([...stacks.map(({ name }) => name), ...files.map(([file]) => `gateway ${zoneOf(file)}`)])].sort();
  if (held.length === 0) return head;
  const note = `not synthesized until what they wait for is known (state/unbound says what), so compared as they are: ${held.join(', ')}. What is deployed of them stays`;
  return { ...head, stacks: [...head.stacks, ...stacks], gateway: { ...head.gateway, ...Object.fromEntries(files) }, notes: [...head.notes, note] };
}

/** A stack that will be made in another account or region is another one: nothing updates what is deployed under its name here. */
function staysThere(topology: Topology, stack: SynthesizedStack, { account, path }: ExpectedStack): boolean {
  if (stack.app !== 'aws') return true;
  const host = sortedEntries(topology.hosts).find(([id]) => pathOf('hosts', id) === path)?.[1];
  const region = host !== undefined && 'region' in host ? host.region : gatewayOfStack(topology, stack.name)?.region;
  return stack.account === entity(topology.accounts.aws, account).id && stack.region === region;
}

function zoneOf(file: string): string {
  return file.split('/')[0] ?? '';
}
