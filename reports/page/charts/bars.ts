import type { TopLevelSpec } from 'vega-lite';
import { shortUsd } from '../numbers.js';
import { chartConfig, ink, type Size, series, widths } from './theme.js';

export interface StackedPart {
  readonly bar: string;
  readonly part: string;
  readonly usd: number;
}

/** Bars of money, divided into parts, with the sum at their end. `parts`: in the order of their colours. */
export function stackedBars(rows: readonly StackedPart[], parts: readonly string[], size: Size): TopLevelSpec {
  const bars = [...new Set(rows.map(({ bar }) => bar))];
  const order = rows.map((row) => ({ ...row, rank: parts.indexOf(row.part), name: broken(row.bar, size) }));
  const sums = bars.map((bar) => ({ name: broken(bar, size), usd: rows.filter((row) => row.bar === bar).reduce((sum, { usd }) => sum + usd, 0) }));
  const most = Math.max(...sums.map(({ usd }) => usd), 1);
  return {
    config: chartConfig,
    width: widths[size] - (size === 'wide' ? 190 : 96),
    height: { step: 54 },
    layer: [
      {
        data: { values: order },
        mark: { type: 'bar', height: 34, stroke: 'var(--paper)', strokeWidth: 1 },
        encoding: {
          x: { field: 'usd', type: 'quantitative', stack: 'zero', axis: moneyAxis(size), scale: { domain: [0, most * 1.14] } },
          y: nameAxis(bars.map((bar) => broken(bar, size))),
          color: {
            field: 'part',
            type: 'nominal',
            sort: [...parts],
            scale: { domain: [...parts], range: parts.map((_, index) => series[Math.min(index, series.length - 1)] ?? ink.dim) },
            legend: { columns: size === 'narrow' ? 2 : parts.length <= 4 ? 4 : 3 },
          },
          order: { field: 'rank', type: 'quantitative' },
        },
      },
      {
        data: { values: sums.map((sum) => ({ ...sum, label: shortUsd(sum.usd) })) },
        mark: { type: 'text', align: 'left', dx: 6, fontWeight: 600 },
        encoding: { x: { field: 'usd', type: 'quantitative' }, y: { field: 'name', type: 'nominal', sort: null }, text: { field: 'label' } },
      },
    ],
  };
}

/** Bars of money, the largest first, each with its amount. */
export function rankedBars(rows: readonly { readonly name: string; readonly usd: number }[], size: Size): TopLevelSpec {
  const most = Math.max(...rows.map(({ usd }) => usd), 1);
  const values = rows.map(({ name, usd }) => ({ name: broken(name, size), usd, label: shortUsd(usd) }));
  return {
    config: chartConfig,
    width: widths[size] - (size === 'wide' ? 260 : 130),
    height: { step: size === 'wide' ? 30 : 38 },
    data: { values },
    encoding: { y: nameAxis(values.map(({ name }) => name)) },
    layer: [
      {
        mark: { type: 'bar', height: 18, fill: series[0] },
        encoding: { x: { field: 'usd', type: 'quantitative', axis: null, scale: { domain: [0, most * 1.16] } } },
      },
      { mark: { type: 'text', align: 'left', dx: 6 }, encoding: { x: { field: 'usd', type: 'quantitative' }, text: { field: 'label' } } },
    ],
  };
}

function nameAxis(order: readonly string[]) {
  return {
    field: 'name',
    type: 'nominal',
    sort: [...order],
    axis: { title: null, domain: false, ticks: false, labelColor: ink.text, labelExpr: "split(datum.label, '\\n')", labelLimit: 240, labelPadding: 8 },
  } as const;
}

const moneyAxis = (size: Size) =>
  ({
    title: 'USD a year',
    labelExpr: "datum.value === 0 ? '0' : format(datum.value / 1e6, '~g') + 'M'",
    tickCount: size === 'wide' ? 6 : 4,
    domain: false,
  }) as const;

/** On a narrow chart a long name takes two lines. */
function broken(name: string, size: Size): string {
  const [most, at] = size === 'wide' ? [32, 30] : [13, 13];
  if (name.length <= most) return name;
  const space = name.lastIndexOf(' ', at);
  const cut = space > 4 ? space : at;
  return `${name.slice(0, cut)}\n${name.slice(cut).trim()}`;
}
