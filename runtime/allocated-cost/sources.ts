import type { Row } from './charge.js';
import type { Invoice } from './notes.js';
import type { DayUse } from './usage.js';

/** The log of a zone's gateway. */
export interface SpendLog {
  readonly zone: string;
  readonly region: string;
  readonly logGroup: string;
}

/** What Cost Explorer says of a month; `final` once AWS does not change it any more. */
export interface Bill {
  readonly invoices: readonly Invoice[];
  readonly final: boolean;
}

/** What the job reads and writes. A test puts its own in the place of AWS. */
export interface Sources {
  /** Rows of a billing month in FOCUS form, of every bill that is delivered. Throws for a file that lacks a needed column. */
  rows(period: string): AsyncIterable<{ readonly row: Row; readonly place: string }>;
  /** What spend lines of a UTC day add up to. */
  spend(log: SpendLog, day: string): Promise<readonly DayUse[]>;
  bill(period: string): Promise<Bill>;
  /** Text that was kept under a key; undefined where there is none. */
  read(key: string): Promise<string | undefined>;
  keep(key: string, text: string): Promise<void>;
}
