import type { Plan } from '../../planner/cost/plan.js';
import type { LoadedTopology } from '../../topology/load.js';

/** Kinds of things that end, in the order in which a table lists those of one day. */
export const endKinds = [
  'model',
  'software',
  'Capacity Block',
  'transition',
  'contract',
  'commitment',
  'approval',
  'attestation',
  'extension',
  'waiver',
  'certificate',
  'key',
  'stale price',
] as const;
export type EndKind = (typeof endKinds)[number];

/** Something that ends. */
export interface End {
  readonly kind: EndKind;
  /** Topology path, or name of the row or waiver: with `kind` it identifies the end from run to run. */
  readonly subject: string;
  /** Last day on which it holds, YYYY-MM-DD; `unknown` where no file says it, `none` where it has no end. */
  readonly on: string | 'unknown' | 'none';
  /** What ends, in a few words. */
  readonly title: string;
  /** What to do before that day. */
  readonly action: string;
  /** Where the day is from. */
  readonly source: string;
}

/** What ends are read from. `plan` as of the day that the calendar is for. */
export interface CalendarInput {
  readonly loaded: Pick<LoadedTopology, 'topology' | 'outputs' | 'waivers' | 'source' | 'inputs'>;
  readonly plan: Pick<Plan, 'asOf' | 'lines'>;
}
