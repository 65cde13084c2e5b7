import type { Line } from './lines.js';
import type { CostRules } from './rules.js';
import { costOf, type Statement } from './statement.js';

const csvColumns = ['Period', 'CostCentre', 'Workload', 'Host', 'Basis', 'Category', 'Cloud', 'Account', 'Currency', 'Amount', 'Usd'] as const;

/** Lines as CSV (RFC 4180): one header, amounts in cents. */
export function csvOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    ...[line.period, line.costCentre, line.workload, line.host, line.basis, line.category, line.cloud, line.account, line.currency],
    ...[line.amount.toFixed(2), line.usd === 'unknown' ? '' : line.usd.toFixed(2)],
  ]);
  return [csvColumns, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** A cell that a spreadsheet would run is text: tags are written by whoever may tag. */
function quoted(value: string): string {
  const safe = /^[=+@\t\r]/.test(value) || /^-(?!\d)/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lines by cost centre, in the order of their names. */
export function byCostCentre(lines: readonly Line[]): Map<string, Line[]> {
  const centres = new Map<string, Line[]>();
  for (const line of lines) centres.set(line.costCentre, [...(centres.get(line.costCentre) ?? []), line]);
  return new Map([...centres].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a reader of a statement is told beside its lines. */
export interface Remarks {
  /** Total of each currency before, where a statement that was given out is restated. */
  readonly before?: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
}

/** The statement of one cost centre, or of all, as Markdown. */
export function markdownOf(rules: CostRules, statement: Statement, title: string, lines: readonly Line[], { before, notes }: Remarks): string {
  const totals = totalsOf(lines);
  const sum =
    Object.entries(totals)
      .map(([currency, amount]) => money(amount, currency))
      .join(', ') || 'nothing';
  const was = Object.entries(before ?? {}).map(([currency, amount]) => money(amount, currency));
  const budgets = [...new Set(lines.map(({ workload }) => workload))].flatMap((id) => {
    const budget = rules.workloads[id]?.budgetUsd;
    const { usd, whole } = costOf(statement, id);
    return budget === undefined
      ? []
      : [`| ${cell(id)} | ${usd.toFixed(2)}${whole ? '' : ' and what has no rate'} | ${budget.toFixed(2)} | ${((100 * usd) / budget).toFixed(0)} % |`];
  });
  return `${[
    `# ${title}, ${statement.period}`,
    '',
    `Total: ${sum}.${before === undefined ? '' : ` Restated: it was ${was.join(', ') || 'nothing'}.`}`,
    ...(budgets.length === 0 ? [] : ['', '| workload | USD | budget | used |', '|---|---:|---:|---:|', ...budgets]),
    '',
    '| cost centre | workload | host | basis | category | cloud | account | amount |',
    '|---|---|---|---|---|---|---|---:|',
    ...lines.map(
      ({ costCentre, workload, host, basis, category, cloud, account, amount, currency }) =>
        `| ${[costCentre, workload, host, basis, category, cloud, account].map(cell).join(' | ')} | ${money(amount, currency)} |`,
    ),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `- ${cell(note)}`)]),
  ].join('\n')}\n`;
}

/** Totals by currency: amounts of different currencies are never added. */
export function totalsOf(lines: readonly Line[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { currency, amount } of lines) totals[currency] = Math.round(((totals[currency] ?? 0) + amount) * 100) / 100;
  return Object.fromEntries(Object.entries(totals).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const money = (amount: number, currency: string) => `${amount.toFixed(2)} ${currency}`;
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/[\r\n]+/g, ' ');
