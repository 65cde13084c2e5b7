import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, ink, type Size, series, widths } from './theme.js';

export interface BreakEvenCurve {
  /** USD for 10^6 tokens at full use. */
  readonly atFullUse: number;
  /** Use now, and what 10^6 tokens cost at it. */
  readonly now: { readonly use: number; readonly usd: number };
  /** What the cheapest hosted offer costs. */
  readonly hosted: { readonly name: string; readonly usd: number };
}

/** What tokens of a fleet cost by how much of it is used, beside what the same tokens cost hosted. */
export function breakEvenChart({ atFullUse, now, hosted }: BreakEvenCurve, size: Size): TopLevelSpec {
  const steps = Array.from({ length: 91 }, (_, index) => 10 + index);
  const top = Math.max(now.usd * 1.35, hosted.usd * 1.6, atFullUse * 1.6);
  const curve = steps.map((use) => ({ use, usd: atFullUse / (use / 100) })).filter(({ usd }) => usd <= top);
  const x = { field: 'use', type: 'quantitative' as const, scale: { domain: [0, 100] } };
  const y = { field: 'usd', type: 'quantitative' as const, scale: { domain: [0, top] } };
  return {
    config: chartConfig,
    width: widths[size] - 70,
    height: size === 'wide' ? 250 : 200,
    layer: [
      {
        data: { values: curve },
        mark: { type: 'line', stroke: series[0], strokeWidth: 2.5 },
        encoding: {
          x: { ...x, axis: { title: 'percent of the fleet that is used', grid: false, tickCount: size === 'wide' ? 10 : 5 } },
          y: { ...y, axis: { title: 'USD for 10⁶ tokens', tickCount: 5, domain: false, format: '.2f' } },
        },
      },
      { data: { values: [{ usd: hosted.usd }] }, mark: { type: 'rule', stroke: ink.warn, strokeWidth: 1.5, strokeDash: [6, 4] }, encoding: { y } },
      {
        data: { values: [{ use: 1, usd: hosted.usd, label: `${hosted.name}: $${hosted.usd.toFixed(2)}` }] },
        mark: { type: 'text', align: 'left', baseline: 'bottom', dy: -5 },
        encoding: { x, y, text: { field: 'label' } },
      },
      { data: { values: [now] }, mark: { type: 'point', filled: true, size: 90, fill: series[0], opacity: 1 }, encoding: { x, y } },
      {
        data: { values: [{ ...now, label: `now ${now.use.toFixed(0)}%: $${now.usd.toFixed(2)}` }] },
        mark: { type: 'text', align: 'left', baseline: 'bottom', dx: 8, dy: -4, fontWeight: 600 },
        encoding: { x, y, text: { field: 'label' } },
      },
    ],
  };
}
