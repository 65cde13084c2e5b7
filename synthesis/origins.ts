import type { IConstruct } from 'constructs';
import { originOf } from '../constructs/origin.js';
import type { OriginIndex } from '../evidence/synthesized/stack.js';

type Entry = { origin: string; resources: Record<string, string> };

/** Walks a construct tree and notes the topology path of each stack and resource that `identify` knows. */
export function collectOrigins(root: IConstruct, identify: (construct: IConstruct) => { stack: string; resource?: string } | undefined): OriginIndex {
  const index: Record<string, Entry> = {};
  for (const construct of root.node.findAll()) {
    const found = identify(construct);
    const origin = originOf(construct);
    if (found === undefined || origin === undefined) continue;
    index[found.stack] ??= { origin, resources: {} };
    const entry = index[found.stack] as Entry;
    // Only what differs from the stack's own origin needs a line.
    if (found.resource !== undefined && origin !== entry.origin) entry.resources[found.resource] = origin;
  }
  return sorted(index);
}

function sorted(index: Record<string, Entry>): OriginIndex {
  const byKey = <T>(map: Record<string, T>) => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
  return byKey(Object.fromEntries(Object.entries(index).map(([name, { origin, resources }]) => [name, { origin, resources: byKey(resources) }])));
}
