import type { Config } from 'vega-lite';

/** Colours are variables of the page, so that one drawing is right in the dark, in the light and on paper. */
export const ink = { text: 'var(--ink)', dim: 'var(--dim)', rule: 'var(--rule)', warn: 'var(--bad)' } as const;

/** For parts of a whole, in this order; the last is for what is not told apart. */
export const series = ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)', 'var(--c6)'] as const;

/** Widths that a chart is drawn for: a page shows the one that fits. */
export const widths = { wide: 720, narrow: 330 } as const;
export type Size = keyof typeof widths;

/** Look of every chart. What is said to a screen reader is said once, by the figure round it. */
export const chartConfig: Config = {
  aria: false,
  background: 'transparent',
  font: 'inherit',
  padding: 2,
  view: { stroke: null },
  axis: {
    labelColor: ink.dim,
    labelFontSize: 12,
    titleColor: ink.dim,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 8,
    gridColor: ink.rule,
    domainColor: ink.dim,
    tickColor: ink.dim,
    tickSize: 4,
  },
  legend: {
    orient: 'top',
    labelColor: ink.text,
    labelFontSize: 12,
    labelLimit: 320,
    title: null,
    symbolType: 'square',
    symbolSize: 120,
    symbolStrokeWidth: 0,
    columnPadding: 16,
    offset: 8,
  },
  text: { fontSize: 12, fill: ink.text },
};

/** One specification for each width. */
export function forWidths<T>(make: (size: Size) => T): { readonly wide: T; readonly narrow: T } {
  return { wide: make('wide'), narrow: make('narrow') };
}
