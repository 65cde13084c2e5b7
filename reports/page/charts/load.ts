import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, ink, type Size, series, widths } from './theme.js';

/** A point of a load-duration curve: in this part of the time, demand is at least so many nodes. */
export interface LoadPoint {
  readonly time: number;
  readonly served: number;
  readonly over: number;
}

/** Demand, largest first, over the time: below the capacity what the fleet serves, above it what spills over or waits. */
export function loadDuration(points: readonly LoadPoint[], nodes: number, beyond: string, size: Size): TopLevelSpec {
  const parts = ['served by the fleet', beyond];
  const values = points.flatMap(({ time, served, over }) => [
    { time, part: parts[0], nodes: served, rank: 0 },
    { time, part: parts[1], nodes: over, rank: 1 },
  ]);
  const peak = Math.max(nodes, ...points.map(({ served, over }) => served + over));
  return {
    config: chartConfig,
    width: widths[size] - 60,
    height: size === 'wide' ? 260 : 200,
    layer: [
      {
        data: { values },
        mark: { type: 'area', line: false },
        encoding: {
          x: {
            field: 'time',
            type: 'quantitative',
            scale: { domain: [0, 100] },
            axis: { title: 'percent of the time', grid: false, tickCount: size === 'wide' ? 10 : 5 },
          },
          y: {
            field: 'nodes',
            type: 'quantitative',
            stack: 'zero',
            scale: { domain: [0, Math.ceil(peak * 1.12)] },
            axis: { title: 'nodes of demand', tickCount: 6, domain: false },
          },
          color: {
            field: 'part',
            type: 'nominal',
            sort: parts as string[],
            scale: { domain: parts as string[], range: [series[0], ink.warn] },
            legend: { columns: size === 'wide' ? 2 : 1 },
          },
          order: { field: 'rank', type: 'quantitative' },
        },
      },
      {
        data: { values: [{ nodes }] },
        mark: { type: 'rule', stroke: ink.text, strokeWidth: 1.5, strokeDash: [6, 4] },
        encoding: { y: { field: 'nodes', type: 'quantitative' } },
      },
      {
        data: { values: [{ time: 100, nodes, label: `${Number(nodes.toFixed(1))} nodes that serve` }] },
        mark: { type: 'text', align: 'right', baseline: 'bottom', dy: -5 },
        encoding: { x: { field: 'time', type: 'quantitative' }, y: { field: 'nodes', type: 'quantitative' }, text: { field: 'label' } },
      },
    ],
  };
}
