import type { DiffReport } from '../../diff/compare.js';
import type { CostChange } from '../../diff/cost.js';
import type { PlannedChange } from '../../diff/planned-cost.js';
import { code, count, prose, table } from '../markdown-text.js';
import { item, type Section } from './sections.js';
import { financeItems } from './topics.js';
import { money } from './verdict-line.js';

/** Declared cost with its source, what it leaves out, and who pays. */
export function moneySection(report: DiffReport): Section | undefined {
  const { cost, tags } = report;
  const words = financeItems(report);
  if (cost.rows.length + cost.workloads.length + words.length + tags.resources === 0) return undefined;
  const { before, after } = tags.coverage;
  const percent = (part: typeof before) => (part.taggable === 0 ? '100' : ((part.tagged / part.taggable) * 100).toFixed(1));
  const coverage =
    percent(before) === percent(after) ? [] : [`- resources with a cost centre: ${percent(before)} % → ${percent(after)} % of those that take tags`];
  return {
    title: 'Cost and tags',
    lead: [...declaredTable(cost), ...plannedTable(cost.workloads)],
    items: [
      ...words,
      ...tags.values.map(({ key, before: was, after: is, resources }) =>
        item(`- tag ${code(key)} ${code(was)} → ${code(is)} on ${count(resources, 'resource')}`, resources),
      ),
    ],
    tail: coverage,
    tight: true,
  };
}

function declaredTable(cost: DiffReport['cost']): string[] {
  if (cost.rows.length === 0) return [];
  return [
    ...table(['host', 'before', 'after', 'difference, USD a month', 'budgets that pay, USD a month', 'basis'], cost.rows.map(costRow)),
    '',
    `Not included: ${prose(cost.notIncluded.join('; '))}.`,
    '',
  ];
}

function plannedTable(rows: readonly PlannedChange[]): string[] {
  if (rows.length === 0) return [];
  return [...table(['workload', 'planned before', 'planned after', 'difference, USD a month', 'budget', 'contracts'], rows.map(plannedRow)), ''];
}

function plannedRow({ workload, before, after, unpriced, budgetUsdPerMonth, contracts }: PlannedChange): string[] {
  const whole = (value: number | null) => (value === null ? '-' : Math.round(value).toLocaleString('en-US'));
  const missing = unpriced.length === 0 ? '' : ` without ${unpriced.map(code).join(', ')}, no price known`;
  return [
    code(workload),
    whole(before),
    `${whole(after)}${missing}`,
    money(Math.round((after ?? 0) - (before ?? 0))),
    budgetUsdPerMonth === null ? 'none' : whole(budgetUsdPerMonth),
    contracts.map(code).join(', ') || 'none',
  ];
}

function costRow({ host, before, after, basis, budgets }: CostChange): string[] {
  const shown = (value: number | null) =>
    value === null ? 'not known' : value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return [code(host), shown(before), shown(after), before === null || after === null ? 'not known' : money(after - before), budgetWords(budgets), prose(basis)];
}

/** Budgets beside what they pay: a workload's budget is for all of its route, so that no sum is made of them. */
function budgetWords(budgets: CostChange['budgets']): string {
  if (budgets.length === 0) return 'none: no workload uses it';
  return budgets.map(({ workload, usdPerMonth }) => `${code(workload)} ${usdPerMonth === null ? 'none' : usdPerMonth.toLocaleString('en-US')}`).join(', ');
}
