import type { Edit } from '../support/topologies.js';

/** One edit of a valid topology that has to be refused. */
export interface Attack {
  readonly name: string;
  /** @default topology.yaml */
  readonly file?: string;
  readonly edits: readonly Edit[];
  /** The rule that refuses it, or the loader. */
  readonly by: string;
}

/** Rows of a table: what is wrong, who refuses it, and the edits that bring it in. */
export function attacks(rows: readonly (readonly [name: string, by: string, ...edits: Edit[]])[], file?: string): Attack[] {
  return rows.map(([name, by, ...edits]) => ({ name, by, edits, ...(file !== undefined && { file }) }));
}
