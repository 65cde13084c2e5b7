import type { Resource } from '../synthesized/stack.js';

/** Something in an output that no reader here understands. */
export interface UnknownForm {
  /** In words, after the name of the resource or stack: `has a Condition`. */
  readonly found: string;
  readonly allowed: string;
  readonly resource?: Resource;
  /** It may be absent, or change or run anything: graver than a value that nobody can read. */
  readonly decides?: true;
}
