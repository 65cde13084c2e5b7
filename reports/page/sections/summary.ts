import { sortedEntries } from '../../../topology/views.js';
import type { Block, Cell, Section } from '../block.js';
import type { PageInput } from '../input.js';
import { breakEvenFigure, costFigure, gapFigure, savingFigure } from '../key-figures.js';
import { usd } from '../numbers.js';

/** Rows of the first screen; the table of workloads has all. */
const mostRows = 8;

/** The first screen: what it costs, what it saves, when a fleet pays, what budgets leave; each with the table that it is from. */
export function summarySection(input: PageInput): Section {
  const figures: Block = { kind: 'figures', figures: [costFigure(input.plan), savingFigure(input.plan), breakEvenFigure(input.plan), gapFigure(input)] };
  return { id: 'summary', title: 'At a glance', blocks: [figures, workloads(input)] };
}

function workloads({ loaded: { topology }, plan }: PageInput): Block {
  const ranked = sortedEntries(plan.workloads).sort(([, a], [, b]) => b.usdPerYear - a.usdPerYear);
  const rest = ranked.slice(mostRows);
  const row = (name: Cell, month: number, budget: number | undefined): Cell[] => [
    name,
    usd(month),
    budget === undefined ? { text: 'none', tone: 'quiet' } : usd(budget),
    budget === undefined ? { text: '–', tone: 'quiet' } : { text: usd(budget - month), tone: month > budget ? 'bad' : 'good' },
  ];
  return {
    kind: 'table',
    id: 'cost-per-workload',
    caption: 'Cost per workload, USD a month',
    columns: [
      { head: 'workload', is: 'name' },
      { head: 'planned', is: 'number' },
      { head: 'budget', is: 'number' },
      { head: 'left', is: 'number' },
    ],
    rows: [
      ...ranked
        .slice(0, mostRows)
        .map(([id, { usdPerYear }]) => row({ text: id, href: 'workloads' }, usdPerYear / 12, topology.workloads[id]?.budget?.usdPerMonth)),
      ...(rest.length === 0
        ? []
        : [row({ text: `${rest.length} more`, href: 'workloads' }, rest.reduce((sum, [, { usdPerYear }]) => sum + usdPerYear, 0) / 12, undefined)]),
    ],
    source: 'planner; budgets of the topology',
  };
}
