import type { Plan } from '../../planner/cost/plan.js';
import { sortedEntries } from '../../topology/views.js';
import type { Figure } from './block.js';
import type { PageInput } from './input.js';
import { share, shortUsd } from './numbers.js';

/** What the year costs. */
export function costFigure(plan: Plan): Figure {
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

/** What is saved against hosted only; said as dearer where it is. */
export function savingFigure({ saving: found, baseline, unpriced }: Plan): Figure {
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
export function breakEvenFigure(plan: Plan): Figure {
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

/** Budgets of workloads that have one, and what these are planned to cost, USD a month. */
export function budgetsOf({ loaded: { topology }, plan }: Pick<PageInput, 'loaded' | 'plan'>) {
  const rows = Object.entries(topology.workloads).flatMap(([id, { budget }]) =>
    budget === undefined ? [] : [{ budget: budget.usdPerMonth, planned: (plan.workloads[id]?.usdPerYear ?? 0) / 12 }],
  );
  return {
    count: rows.length,
    over: rows.filter(({ budget, planned }) => planned > budget).length,
    budget: rows.reduce((sum, { budget }) => sum + budget, 0),
    planned: rows.reduce((sum, { planned }) => sum + planned, 0),
  };
}

/** What budgets leave. */
export function gapFigure(input: PageInput): Figure {
  const { count, over, budget, planned } = budgetsOf(input);
  const left = budget - planned;
  if (count === 0) return { label: 'Gap to budget', value: 'none', detail: 'no workload has a budget', href: 'workloads' };
  return {
    label: left < 0 ? 'Over budget a month' : 'Left of budgets a month',
    value: shortUsd(Math.abs(left)),
    detail: `of ${shortUsd(budget)}; ${over === 0 ? 'no workload is over' : `${over} of ${count} workloads over`}`,
    tone: left < 0 || over > 0 ? 'bad' : 'good',
    href: 'workloads',
  };
}
