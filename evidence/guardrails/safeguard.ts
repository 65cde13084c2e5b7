import type { UseItem } from '../../facts/acceptable-use.js';
import type { Resource } from '../synthesized/stack.js';

/** What filters the calls of a host, as it was synthesized. */
export interface Safeguard {
  readonly resource?: Resource;
  /** Made from the whole mapping of the use policy, so that anything missing from it was taken out. */
  readonly whole: boolean;
  /** Whether the mapping has anything of its kind that looks for an item. */
  readonly maps: (item: UseItem) => boolean;
  /** What it lacks to look for an item; nothing when it does. */
  readonly gaps: (item: UseItem) => readonly string[];
}

/** A host that nothing screens, and why. */
export function unscreened(reason: string): Safeguard {
  return { whole: false, maps: () => false, gaps: () => [reason] };
}
