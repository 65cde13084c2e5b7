import { capacityOf } from '../../derived/capacity-share.js';
import { fleets } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries, workloadsOn } from '../../topology/views.js';
import type { FlowOptions } from '../capacity/flow.js';
import { throughputInterval } from '../capacity/interval.js';
import { type CostLine, known, total } from './line.js';
import { type Plan, plan } from './plan.js';

/** What the answer becomes when one assumption is wrong. */
export interface Sensitivity {
  readonly what: string;
  readonly usdPerYear: number;
  readonly change: number;
}

/** The year's cost with one assumption changed at a time, the strongest first. */
export function sensitivities(topology: Topology, base: Plan, options: FlowOptions): Sensitivity[] {
  const from = base.hybrid.usdPerYear;
  const row = (what: string, usdPerYear: number): Sensitivity => ({ what, usdPerYear, change: usdPerYear - from });
  const priced = (factor: number, is: (line: CostLine) => boolean) => base.lines.reduce((sum, line) => sum + known(line.usd) * (is(line) ? factor : 1), 0);
  const throughput = (end: 'low' | 'high') => total(plan(topology, { ...options, nodes: { ...options.nodes, ...scaledNodes(topology, end) } }).lines);
  return [
    row('10% more tokens', plan(withVolume(topology, 1.1), options).hybrid.usdPerYear),
    row('10% fewer tokens', plan(withVolume(topology, 0.9), options).hybrid.usdPerYear),
    ...(fleets(topology).length === 0
      ? []
      : [row('throughput of fleets at the low end of its interval', throughput('low')), row('throughput of fleets at the high end', throughput('high'))]),
    row(
      'machines 10% dearer',
      priced(1.1, ({ kind }) => kind === 'capacity'),
    ),
    row(
      'hosted tokens 10% dearer',
      priced(1.1, ({ kind }) => kind === 'tokens'),
    ),
    row(
      'guardrails 10% dearer',
      priced(1.1, ({ kind }) => kind === 'guardrail'),
    ),
  ]
    .filter(({ change }) => Math.abs(change) >= 0.5)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

function withVolume(topology: Topology, factor: number): Topology {
  const workloads = sortedEntries(topology.workloads).map(([id, workload]) => [
    id,
    { ...workload, load: { ...workload.load, tokensPerYear: workload.load.tokensPerYear * factor } },
  ]);
  return { ...topology, workloads: Object.fromEntries(workloads) };
}

/** Fleets as if each node carried what is at one end of the interval. */
function scaledNodes(topology: Topology, end: 'low' | 'high'): Record<string, number> {
  return Object.fromEntries(
    fleets(topology).map(([id]) => [
      id,
      capacityOf(entity(topology.hosts, id), 0) *
        throughputInterval(
          topology,
          id,
          workloadsOn(topology, id).map(([workload]) => workload),
        )[end],
    ]),
  );
}
