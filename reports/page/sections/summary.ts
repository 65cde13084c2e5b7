import { sortedEntries } from '../../../topology/views.js';
import type { Block, Cell, Figure, Section } from '../block.js';
import type { PageInput } from '../input.js';
import { share, shortUsd, usd } from '../numbers.js';

/** Rows of the first screen; the table of workloads has all. */
const mostRows = 8;

/** The first screen: what it costs, what it saves, when a fleet pays, what budgets leave; each with the table that it is from. */
export function summarySection(input: PageInput): Section {
  const figures: Block = { kind: 'figures', figures: [cost(input), saving(input), breakEven(input), gap(input)] };
  return { id: 'summary', title: 'At a glance', blocks: [figures, workloads(input)] };
}

function cost({ plan }: PageInput): Figure {
  const { usdPerYear, low, high } = plan.hybrid;
  const unpriced = plan.lines.filter((line) => line.usd === 'unknown').length;
  return {
    label: 'Cost a year',
    value: shortUsd(usdPerYear),
    detail: [
      high - low < 1 ? 'list prices less declared discounts' : `${shortUsd(low)} to ${shortUsd(high)}`,
      ...(unpriced === 0 ? [] : [`${unpriced} lines have no price`]),
    ].join('; '),
    href: 'bill',
  };
}

function saving({ plan: { saving: found, baseline, unpriced } }: PageInput): Figure {
  if (found.list === 'unknown') {
    return { label: 'Saving', value: 'not known', detail: `no price of ${unpriced.join(', ') || 'the baseline'}`, href: 'hosted-only' };
  }
  return {
    label: found.list < 0 ? 'Dearer than hosted only' : 'Saving against hosted only',
    value: share(Math.abs(found.list)),
    detail: `hosted only is ${shortUsd(baseline.usdPerYear)} at list; saving like for like ${share(found.likeForLike)}`,
    tone: found.list < 0 ? 'bad' : 'good',
    href: 'hosted-only',
  };
}

/** Of the fleet that costs most; others are in the table. */
function breakEven({ plan }: PageInput): Figure {
  const fleets = sortedEntries(plan.hosts).filter(([, { breakEvenUtilisation }]) => breakEvenUtilisation !== 'unknown');
  const [first] = fleets.sort(([, a], [, b]) => b.usdPerYear - a.usdPerYear);
  const at = first?.[1].breakEvenUtilisation ?? 'unknown';
  if (first === undefined || at === 'unknown') return { label: 'Break-even', value: 'none', detail: 'no host of your own to fill', href: 'hosts' };
  const [id, { utilisation }] = first;
  const more = fleets.length > 1 ? `; ${fleets.length - 1} more below` : '';
  const pays = utilisation !== 'unknown' && utilisation >= at;
  return {
    label: `Break-even of ${id}`,
    value: at > 1 ? 'never' : share(at),
    detail: `${at > 1 ? `would need ${share(at)} use` : 'of its capacity in use'}; it is at ${share(utilisation)}${more}`,
    tone: pays ? 'good' : 'bad',
    href: 'hosts',
  };
}

function gap({ loaded: { topology }, plan }: PageInput): Figure {
  const budgeted = Object.entries(topology.workloads).flatMap(([id, { budget }]) =>
    budget === undefined ? [] : [{ budget: budget.usdPerMonth, planned: (plan.workloads[id]?.usdPerYear ?? 0) / 12 }],
  );
  const budgets = budgeted.reduce((sum, { budget }) => sum + budget, 0);
  const left = budgets - budgeted.reduce((sum, { planned }) => sum + planned, 0);
  const over = budgeted.filter(({ budget, planned }) => planned > budget).length;
  if (budgeted.length === 0) return { label: 'Gap to budget', value: 'none', detail: 'no workload has a budget', href: 'workloads' };
  return {
    label: left < 0 ? 'Over budget a month' : 'Left of budgets a month',
    value: shortUsd(Math.abs(left)),
    detail: `of ${shortUsd(budgets)}; ${over === 0 ? 'no workload is over' : `${over} of ${budgeted.length} workloads over`}`,
    tone: left < 0 || over > 0 ? 'bad' : 'good',
    href: 'workloads',
  };
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
