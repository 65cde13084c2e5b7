import { Ledger } from './ledger.js';
import { linesOf } from './lines.js';
import { notesOf, tieOut } from './notes.js';
import { byCostCentre, csvOf, markdownOf, totalsOf } from './pages.js';
import type { CostRules } from './rules.js';
import { sharesOf } from './shares.js';
import type { Sources } from './sources.js';
import { costOf, type Statement, statementOf } from './statement.js';
import { boundsOf, monthBefore, monthOf } from './time.js';
import { type AskedLogs, usageOf } from './usage-days.js';

/** What the schedule sends. */
export interface CostJob extends AskedLogs {
  /** Bucket of bills and statements, and the account that owns it. */
  readonly store: { readonly bucket: string; readonly account: string };
  readonly namespace: string;
  readonly rules: CostRules;
  /** Billing months that are made again in each run: the current one and those before it that still change. */
  readonly months: number;
  /** Hours after which a month without any row of a bill is a fault. */
  readonly quietHours: number;
}

/** What a run found. */
export interface Outcome {
  /** US dollars of the current month so far, by workload. */
  readonly cost: Readonly<Record<string, number>>;
  readonly coverage: number;
  /** Why finance cannot rely on the figures; none where it can. */
  readonly faults: readonly string[];
}

const hour = 3_600_000;

/** Makes the statements of the current month and of those before it that still change, and says what the current one costs so far. */
export async function run(job: CostJob, sources: Sources, now: number): Promise<Outcome> {
  const current = monthOf(now);
  const periods = Array.from({ length: job.months }, (_, index) => monthBefore(current, index)).reverse();
  const usage = await usageOf(job, sources, now, periods);
  const faults: string[] = [];
  let [cost, coverage]: [Outcome['cost'], number] = [{}, 1];
  for (const period of periods) {
    const ledger = new Ledger();
    for await (const { row, place } of sources.rows(period)) ledger.add(row, place);
    const found = ledger.charges();
    const charges = found.filter((charge) => charge.period === period);
    const days = await usage([...new Set(charges.map(({ used }) => used))]);
    const lines = linesOf(job.rules, charges, (host, month) => sharesOf(job.rules, days, month, host, now));
    const statement = statementOf(job.rules, period, charges, lines);
    const bill = await sources.bill(period);
    const ties = tieOut(
      job.rules,
      statement,
      bill.invoices.filter(({ account }) => Object.values(job.rules.accounts).includes(account)),
    );
    const noted = ledger.notes();
    if (bill.final)
      faults.push(...ties.filter(({ within }) => !within).map(({ account, difference }) => `${period}: ${account} is ${difference} off its invoice`));
    if (noted.bad.rows > 0) faults.push(`${period}: ${noted.bad.rows} rows cannot be charged`);
    if (noted.unreadableTags > 0) faults.push(`${period}: tags of ${noted.unreadableTags} rows cannot be read`);
    const others = [...new Set(found.flatMap((charge) => (charge.period === period ? [] : [charge.period])))];
    if (others.length > 0) faults.push(`${period}: its files have rows of ${others.join(', ')}, which are in no statement`);
    if (statement.lines.some(({ usd }) => usd === 'unknown')) faults.push(`${period}: amounts without a rate to US dollars`);
    if (charges.length === 0 && now - boundsOf(period).start > job.quietHours * hour) faults.push(`${period}: no row of any bill`);
    await keepStatement(job.rules, sources, statement, now, notesOf(statement, noted, ties));
    // The last period is the current month.
    cost = Object.fromEntries(Object.keys(job.rules.workloads).map((id) => [id, costOf(statement, id).usd]));
    coverage = statement.coverage;
  }
  return { cost, coverage, faults };
}

/** What was written of a month, by which a later run knows that it restates it. */
interface Summary {
  /** Written after the month had ended. */
  readonly ended: boolean;
  readonly totals: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly before?: Summary['totals'];
}

async function keepStatement(rules: CostRules, sources: Sources, statement: Statement, now: number, notes: readonly string[]): Promise<void> {
  const folder = `statements/${statement.period}`;
  const centres = byCostCentre(statement.lines);
  const totals = Object.fromEntries([...centres].map(([centre, lines]) => [centre, totalsOf(lines)]));
  const kept = await sources.read(`${folder}/summary.json`);
  const earlier = kept === undefined ? undefined : (JSON.parse(kept) as Summary);
  const changed = earlier?.ended === true && JSON.stringify(earlier.totals) !== JSON.stringify(totals);
  const before = changed ? earlier.totals : earlier?.before;
  const summary: Summary = { ended: now >= boundsOf(statement.period).end, totals, ...(before !== undefined && { before }) };
  const restatedOf = (centre: string) => (before === undefined || same(before[centre], totals[centre]) ? {} : { before: before[centre] ?? {} });
  const files: [string, string][] = [
    [`${folder}/all.csv`, csvOf(statement.lines)],
    ...[...centres].flatMap(([centre, lines]): [string, string][] => [
      [`${folder}/${centre}.csv`, csvOf(lines)],
      [`${folder}/${centre}.md`, markdownOf(rules, statement, `Cost centre ${centre}`, lines, { ...restatedOf(centre), notes })],
    ]),
    // A cost centre that a restatement leaves without lines still gets one.
    ...Object.keys(earlier?.totals ?? {})
      .filter((centre) => !centres.has(centre))
      .flatMap((centre): [string, string][] => [
        [`${folder}/${centre}.csv`, csvOf([])],
        [`${folder}/${centre}.md`, markdownOf(rules, statement, `Cost centre ${centre}`, [], { ...restatedOf(centre), notes })],
      ]),
    // The last: a run that ends in the middle restates the month again.
    [`${folder}/summary.json`, `${JSON.stringify(summary)}\n`],
  ];
  for (const [key, text] of files) if ((await sources.read(key)) !== text) await sources.keep(key, text);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? {}) === JSON.stringify(b ?? {});
