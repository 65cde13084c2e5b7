import type { PathSegment } from '../document.js';

/** A value that fits the schema, but not the rest of the topology. */
export interface Misfit {
  readonly path: readonly PathSegment[];
  /** What was received and what is allowed. */
  readonly message: string;
}
