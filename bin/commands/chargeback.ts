import { existsSync } from 'node:fs';
import { costRules } from '../../derived/cost-rules.js';
import type { Invoice, TieOut } from '../../runtime/allocated-cost/notes.js';
import { notesOf, tieOut } from '../../runtime/allocated-cost/notes.js';
import { csvOf, markdownOf } from '../../runtime/allocated-cost/pages.js';
import { type Statement, statementOf } from '../../runtime/allocated-cost/statement.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { InputError } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
import { chargebackQuery, type QueryAnswer } from '../chargeback/bill-query.js';
import type { TopologyOptions } from './topology.js';

export interface ChargebackOptions extends TopologyOptions {
  readonly focus: readonly string[];
  readonly spend?: readonly string[];
  readonly period?: string;
  /** `<account>=<amount><currency>` of the period. */
  readonly invoice?: readonly string[];
  readonly format: 'csv' | 'md' | 'json';
}

/** Prints who pays what by bills of any clouds and spend lines: 0 where the figures can be relied on, 1 where they cannot. */
export async function chargeback(options: ChargebackOptions): Promise<number> {
  const { topology } = loadTopology(options.topology);
  const rules = costRules(topology);
  const spend = options.spend ?? [];
  for (const [option, files] of [['--focus', options.focus] as const, ['--spend', spend] as const]) {
    for (const file of files) if (!existsSync(file)) throw new InputError([{ message: `${option}: there is no file ${file}.` }]);
  }
  if (options.period !== undefined && !/^20\d\d-(0[1-9]|1[0-2])$/.test(options.period)) {
    throw new InputError([{ message: `--period: received "${options.period}". Allowed: a month, YYYY-MM.` }]);
  }
  const invoices = (options.invoice ?? []).map((text) => invoiceOf(text, Object.values(rules.accounts), options.period));
  const until = Date.parse(`${asOfDate(topology, options.asOf)}T00:00:00Z`) + 86_400_000;
  const answer = await chargebackQuery(rules, { focus: options.focus, spend }, until);
  const periods = [...new Set(answer.charges.map(({ period }) => period))].filter((period) => options.period === undefined || period === options.period).sort();
  const statements = periods.map((period) => {
    const statement = statementOf(rules, period, answer.charges, answer.lines);
    const ties = tieOut(rules, statement, invoices);
    return { statement, ties, notes: notesOf(statement, answer.notes, ties) };
  });
  if (options.format === 'json')
    print(
      `${JSON.stringify(
        statements.map(({ statement, ties, notes }) => ({ ...statement, ties, notes })),
        null,
        2,
      )}\n`,
    );
  else if (options.format === 'csv') print(csvOf(statements.flatMap(({ statement }) => statement.lines)));
  else for (const { statement, notes } of statements) print(`${markdownOf(rules, statement, `Chargeback of ${topology.name}`, statement.lines, { notes })}\n`);
  const faults = faultsOf(answer, statements, options.period);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  return faults.length === 0 ? 0 : 1;
}

/** Why the figures cannot be given to finance as they are. */
function faultsOf(
  { notes, uncounted }: QueryAnswer,
  statements: readonly { readonly statement: Statement; readonly ties: readonly TieOut[] }[],
  period: string | undefined,
): string[] {
  return [
    ...(statements.length === 0 ? [`The bills have no row of ${period ?? 'any month'}.`] : []),
    ...(notes.bad.rows === 0 ? [] : [`${notes.bad.rows} rows cannot be charged to anybody: ${notes.bad.examples.join('; ')}`]),
    ...(uncounted === 0 ? [] : [`${uncounted} spend lines cannot be counted: their time, workload, host or tokens cannot be read.`]),
    ...statements.flatMap(({ statement, ties }) => [
      ...(statement.lines.some(({ usd }) => usd === 'unknown') ? [`${statement.period}: amounts in a currency without a rate to US dollars.`] : []),
      ...ties
        .filter(({ within }) => !within)
        .map(({ account, difference, currency }) => `${statement.period}: ${account} is ${difference.toFixed(2)} ${currency} off its invoice.`),
    ]),
  ];
}

function invoiceOf(text: string, accounts: readonly string[], period: string | undefined): Invoice {
  const [, account = '', amount = '', currency = ''] = /^([^=]+)=(-?\d+(?:\.\d+)?)([A-Z]{3})$/.exec(text) ?? [];
  if (period === undefined)
    throw new InputError([{ message: '--invoice: received without --period. Allowed: the month that was invoiced, --period YYYY-MM.' }]);
  if (!accounts.includes(account)) {
    const known = [...new Set(accounts)].sort().join(', ');
    throw new InputError([
      { message: `--invoice: received "${text}". Allowed: <account>=<amount><currency>, such as ${accounts[0]}=1234.56USD, of ${known}.` },
    ]);
  }
  return { account, amount: Number(amount), currency };
}

function print(text: string): void {
  process.stdout.write(text);
}
