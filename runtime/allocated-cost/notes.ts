import type { LedgerNotes } from './ledger.js';
import type { CostRules } from './rules.js';
import type { Statement } from './statement.js';

/** What AWS or a person says that a month was invoiced, beside what the rows of the bill add up to. */
export interface Invoice {
  readonly account: string;
  readonly currency: string;
  readonly amount: number;
}

/** How a month compares with its invoice. */
export interface TieOut extends Invoice {
  readonly billed: number;
  readonly difference: number;
  readonly allowed: number;
  readonly within: boolean;
}

/** Compares rows with invoices; an invoice of which there are no rows differs by all of itself. */
export function tieOut({ tolerance }: Pick<CostRules, 'tolerance'>, { billed }: Pick<Statement, 'billed'>, invoices: readonly Invoice[]): TieOut[] {
  return invoices.map((invoice) => {
    const rows = billed.filter(({ account, currency }) => account === invoice.account && currency === invoice.currency);
    const amount = rows.reduce((sum, row) => sum + row.amount, 0);
    const difference = Math.round((amount - invoice.amount) * 100) / 100;
    const allowed = Math.max(tolerance.usd, tolerance.fraction * Math.abs(invoice.amount));
    return { ...invoice, billed: amount, difference, allowed, within: Math.abs(difference) <= allowed };
  });
}

const amounts = (sums: Readonly<Record<string, number>>) =>
  Object.entries(sums)
    .map(([currency, amount]) => `${amount.toFixed(2)} ${currency}`)
    .join(', ');

/** What a reader has to know of a statement, in sentences. */
export function notesOf(statement: Statement, ledger: LedgerNotes, ties: readonly TieOut[]): string[] {
  const { lines, outside, coverage, silent } = statement;
  const unconverted = [...new Set(lines.flatMap(({ usd, currency }) => (usd === 'unknown' ? [currency] : [])))].sort();
  const unknown = [...new Set(lines.flatMap(({ basis, workload }) => (basis === 'unknown workload' ? [workload] : [])))].sort();
  return [
    ...ties.map(
      ({ account, billed, amount, currency, difference, allowed, within }) =>
        `${account}: rows add up to ${billed.toFixed(2)} ${currency}, the invoice to ${amount.toFixed(2)}: ${within ? 'within' : `${difference.toFixed(2)} apart, more than`} the tolerance of ${allowed.toFixed(2)}.`,
    ),
    `Tags attribute ${(100 * coverage).toFixed(1)} % of what usage costs.`,
    ...(silent.length === 0 ? [] : [`No row speaks of ${silent.join(', ')}: their bills are not in this statement.`]),
    ...outside.map(({ account, amount, currency }) => `Account ${account} is not of this topology: ${amount.toFixed(2)} ${currency} are in no line.`),
    ...(unknown.length === 0 ? [] : [`The topology knows no workload ${unknown.join(', ')}.`]),
    ...(unconverted.length === 0 ? [] : [`No rate for ${unconverted.join(', ')}: those lines have no amount in US dollars.`]),
    ...(ledger.repeated.rows === 0 ? [] : [`Repeated rows are counted once: ${ledger.repeated.rows} (${amounts(ledger.repeated.billed)} left out).`]),
    ...(ledger.respelled === 0 ? [] : [`Rows with tags in another spelling, which count under the canonical one: ${ledger.respelled}.`]),
    ...(ledger.unreadableTags === 0 ? [] : [`Rows with tags that cannot be read: ${ledger.unreadableTags}.`]),
    ...(ledger.bad.rows === 0 ? [] : [`Rows that cannot be charged to anybody: ${ledger.bad.rows} (${ledger.bad.examples.join('; ')}).`]),
  ];
}
