import type { SynthesizedStack } from '../evidence/synthesized/stack.js';
import type { Finding } from '../policy/finding.js';
import type { Severity } from '../policy/severity.js';
import type { LoadedTopology } from '../topology/load.js';

/** One side of a comparison: what was synthesized, and everything that says why. */
export interface Side {
  /** As a person names it: a Git reference, a directory, a file. */
  readonly label: string;
  /** @default - not from Git */
  readonly commit?: string;
  /** @default - outputs of another version, or no topology there yet */
  readonly loaded?: LoadedTopology;
  readonly stacks: readonly SynthesizedStack[];
  /** Configuration of a gateway by file name, read as data. */
  readonly gateway: Readonly<Record<string, unknown>>;
  readonly findings: readonly Finding[];
  /**
   * Severity of each rule that this side's own version has.
   * @default - unknown; rules are then not compared
   */
  readonly rules?: Readonly<Record<string, Severity>>;
  /** What a reader has to know about this side. */
  readonly notes: readonly string[];
}
