import { type CostLine, known } from '../../../planner/cost/line.js';
import { staleAfterDays, stalePrices } from '../../../planner/cost/price-age.js';
import { amount } from '../../plan/figures.js';
import type { Cell, Section, TableBlock } from '../block.js';
import { rankedBars } from '../charts/bars.js';
import { forWidths } from '../charts/theme.js';
import type { PageInput } from '../input.js';
import { mermaidText } from '../map/mermaid.js';
import { share, shortUsd, unitPrice, usd } from '../numbers.js';

const mostBars = 10;

/** Where the money goes: by host and kind of cost, by cost centre and cloud, and every line of the bill with its source. */
export function moneySection({ plan }: PageInput): Section {
  const groups = grouped(plan.lines);
  const rest = groups.slice(mostBars);
  const shown = [...groups.slice(0, mostBars), ...(rest.length === 0 ? [] : [{ name: `${rest.length} more`, usd: sum(rest) }])];
  return {
    id: 'money',
    title: 'Where the money goes',
    blocks: [
      {
        kind: 'chart',
        title: 'Cost a year by host and kind',
        alt: `The largest part is ${shown[0]?.name ?? 'nothing'} with ${shortUsd(shown[0]?.usd ?? 0)}.`,
        specs: forWidths((size) => rankedBars(shown, size)),
        table: 'bill',
        mermaid: [
          'pie showData',
          ...shown.filter(({ usd: value }) => value >= 1).map(({ name, usd: value }) => `  "${mermaidText(name)}" : ${Math.round(value)}`),
        ],
      },
      sums(plan),
      bill(plan.lines, plan.asOf),
    ],
  };
}

function grouped(lines: readonly CostLine[]): { readonly name: string; readonly usd: number }[] {
  const found = new Map<string, number>();
  for (const { host, kind, usd: value } of lines) {
    const name = host === 'shared' ? kind : `${host} ${kind}`;
    found.set(name, (found.get(name) ?? 0) + known(value));
  }
  return [...found]
    .map(([name, value]) => ({ name, usd: value }))
    .filter(({ usd: value }) => value >= 1)
    .sort((a, b) => b.usd - a.usd || (a.name < b.name ? -1 : 1));
}

const sum = (rows: readonly { readonly usd: number }[]) => rows.reduce((all, row) => all + row.usd, 0);

function sums({ costCentres, clouds }: PageInput['plan']): TableBlock {
  const all = (of: Readonly<Record<string, number>>) => Object.values(of).reduce((total, value) => total + value, 0);
  const rows = (what: string, of: Readonly<Record<string, number>>) =>
    Object.entries(of).map(([name, value]): Cell[] => [what, name, usd(value), usd(value / 12), share(all(of) === 0 ? 0 : value / all(of))]);
  return {
    kind: 'table',
    id: 'sums',
    caption: 'By cost centre and by cloud',
    columns: [
      { head: 'by' },
      { head: 'name', is: 'name' },
      { head: 'USD a year', is: 'number' },
      { head: 'USD a month', is: 'number' },
      { head: 'share', is: 'number' },
    ],
    rows: [...rows('cost centre', costCentres), ...rows('cloud', clouds)],
    source: 'planner, from the lines of the bill',
  };
}

function bill(lines: readonly CostLine[], asOf: string): TableBlock {
  const stale = new Set(stalePrices({ lines, asOf }).map(({ source, asOf: day }) => `${source} ${day}`));
  return {
    kind: 'table',
    id: 'bill',
    caption: `The bill: every line of the year from ${asOf}`,
    detail: true,
    columns: [
      { head: 'host', is: 'name' },
      { head: 'workload' },
      { head: 'what' },
      { head: 'quantity', is: 'number' },
      { head: 'unit' },
      { head: 'price', is: 'number' },
      { head: 'discount', is: 'number' },
      { head: 'USD a year', is: 'number' },
      { head: 'source' },
      { head: 'read on' },
    ],
    rows: lines.map(({ host, workload, what, quantity, unit, price, discount, usd: value }): Cell[] => [
      host,
      workload,
      what,
      amount(quantity),
      unit,
      price.usd === 'unknown' ? { text: 'not known', tone: 'warn' } : unitPrice(price.usd),
      discount === 0 ? '–' : share(discount),
      value === 'unknown' ? { text: 'not counted', tone: 'warn' } : usd(value),
      price.source,
      stale.has(`${price.source} ${price.asOf}`) ? { text: price.asOf, tone: 'warn' } : price.asOf,
    ]),
    total: ['sum', '', '', '', '', '', '', usd(lines.reduce((all, line) => all + known(line.usd), 0)), '', ''],
    source: `planner; quantities from the topology, prices from facts and contracts. A marked day is more than ${staleAfterDays} days old.`,
  };
}
