import { createHash } from 'node:crypto';
import { type Charge, chargeOf, neededColumns, type Row, tagColumns } from './charge.js';

/** What was strange about the rows of a bill. */
export interface LedgerNotes {
  /** Rows that are the same in every column, counted once, and what the others would have added to the invoice in their currency. */
  readonly repeated: { readonly rows: number; readonly billed: Readonly<Record<string, number>> };
  readonly respelled: number;
  readonly unreadableTags: number;
  /** What is wrong with rows that are not counted, by file; the first few of each. */
  readonly bad: { readonly rows: number; readonly examples: readonly string[] };
}

/** Charges of a bill, added up by everything that decides who pays, so that a month of millions of rows is a few hundred. */
export class Ledger {
  private readonly seen = new Set<string>();
  private readonly sums = new Map<string, Charge>();
  private readonly repeatedBilled: Record<string, number> = {};
  private readonly examples: string[] = [];
  private readonly counts = { repeated: 0, respelled: 0, unreadable: 0, bad: 0 };

  /** Refuses a file that lacks what a statement is made from; a column that is missing everywhere would else be zero everywhere. */
  static missingColumns(columns: readonly string[]): string[] {
    const missing = neededColumns.filter((name) => !columns.includes(name));
    return tagColumns.some((name) => columns.includes(name)) ? missing : [...missing, tagColumns.join(' or ')];
  }

  /** `place` names the row in messages. */
  add(row: Row, place: string): void {
    const charge = chargeOf(row);
    if ('bad' in charge) {
      this.counts.bad += 1;
      if (this.examples.length < 5) this.examples.push(`${place}: ${charge.bad}`);
      return;
    }
    const digest = createHash('sha256')
      .update(JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
      .digest('base64');
    if (this.seen.has(digest)) {
      this.counts.repeated += 1;
      this.repeatedBilled[charge.currency] = (this.repeatedBilled[charge.currency] ?? 0) + charge.billed;
      return;
    }
    this.seen.add(digest);
    const { respelled, unreadable, ...rest } = charge;
    if (respelled) this.counts.respelled += 1;
    if (unreadable) this.counts.unreadable += 1;
    this.sum(rest);
  }

  charges(): Charge[] {
    return [...this.sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, charge]) => charge);
  }

  notes(): LedgerNotes {
    return {
      repeated: { rows: this.counts.repeated, billed: this.repeatedBilled },
      respelled: this.counts.respelled,
      unreadableTags: this.counts.unreadable,
      bad: { rows: this.counts.bad, examples: this.examples },
    };
  }

  private sum(charge: Charge): void {
    const { period, used, cloud, account, category, currency, workload, host, application } = charge;
    const key = JSON.stringify([period, used, cloud, account, category, currency, workload, host, application, charge.usd === 'unknown']);
    const known = this.sums.get(key);
    this.sums.set(key, known === undefined ? charge : added(known, charge));
  }
}

function added(a: Charge, b: Charge): Charge {
  return {
    ...a,
    billed: a.billed + b.billed,
    effective: a.effective + b.effective,
    usd: a.usd === 'unknown' || b.usd === 'unknown' ? 'unknown' : { billed: a.usd.billed + b.usd.billed, effective: a.usd.effective + b.usd.effective },
  };
}
