import { type FleetAnswer, fleetAnswers } from '../../../planner/capacity/fleet-answer.js';
import { durationCurve } from '../../../planner/demand/duration.js';
import { workloadsOn } from '../../../topology/views.js';
import type { Block, Section } from '../block.js';
import { type LoadPoint, loadDuration } from '../charts/load.js';
import { forWidths } from '../charts/theme.js';
import type { PageInput } from '../input.js';
import { share } from '../numbers.js';

/** Points of a drawn curve. */
const points = 200;

/** How much of the time how many nodes are needed, and what becomes of the rest. */
export function loadSection({ loaded: { topology }, plan }: PageInput): Section {
  const { answers, unsized } = fleetAnswers(topology, plan.flows);
  if (answers.length === 0) {
    const why = unsized.map(({ host, workload, why: reason }) => `${host}: no number for ${workload}: ${reason}.`).join(' ');
    return {
      id: 'load',
      title: 'Load and capacity',
      blocks: [{ kind: 'prose', text: why === '' ? 'No host here has nodes of its own: providers size theirs.' : why }],
    };
  }
  const rows = answers.map(({ host, nodes, withOneLost, peak, residentPeak, forResidents, forPeak, servedShare }) => [
    host,
    number(nodes),
    number(withOneLost),
    number(peak),
    number(residentPeak),
    String(forResidents),
    String(forPeak),
    share(servedShare),
    share(1 - servedShare),
  ]);
  return {
    id: 'load',
    title: 'Load and capacity',
    blocks: [
      ...answers.map((answer): Block => {
        const spills = workloadsOn(topology, answer.host).some(
          ([, { route }]) => route.indexOf(answer.host) >= 0 && route.indexOf(answer.host) < route.length - 1,
        );
        const beyond = spills ? 'beyond it: overflow, or waits' : 'beyond it: waits or is shed';
        return {
          kind: 'chart',
          title: `Load duration of ${answer.host}`,
          alt: `Demand is above the ${number(answer.nodes)} nodes that serve in ${share(timeAbove(answer))} of the time; they carry ${share(answer.servedShare)} of the volume.`,
          specs: forWidths((size) => loadDuration(curve(answer), answer.nodes, beyond, size)),
          table: 'capacity',
        };
      }),
      {
        kind: 'table',
        id: 'capacity',
        caption: 'Fleets, in nodes',
        columns: [
          { head: 'host', is: 'name' },
          { head: 'serve', is: 'number' },
          { head: 'with one lost', is: 'number' },
          { head: 'busiest minute', is: 'number' },
          { head: 'of residents', is: 'number' },
          { head: 'needed for residents', is: 'number' },
          { head: 'needed for all', is: 'number' },
          { head: 'volume carried', is: 'number' },
          { head: 'beyond it', is: 'number' },
        ],
        rows,
        source: 'planner; curves of load in facts/demand.yaml or measured, throughput in facts/throughput.yaml. Residents go no further than the fleet',
      },
      ...unsized.map(({ host, workload, why }): Block => ({ kind: 'prose', tone: 'warn', text: `${host}: no number for ${workload}: ${why}.` })),
    ],
  };
}

const number = (value: number) => Number(value.toFixed(1)).toLocaleString('en-US');

function timeAbove({ demand: { all }, nodes }: FleetAnswer): number {
  return all.filter((value) => value > nodes).length / all.length;
}

function curve({ demand: { all }, nodes }: FleetAnswer): LoadPoint[] {
  const sorted = durationCurve(all);
  return Array.from({ length: points + 1 }, (_, index) => {
    const value = sorted[Math.min(sorted.length - 1, Math.round((index / points) * (sorted.length - 1)))] ?? 0;
    return { time: (index / points) * 100, served: round(Math.min(value, nodes)), over: round(Math.max(0, value - nodes)) };
  });
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;
