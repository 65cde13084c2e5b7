import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { perYear } from '../capacity/flow.js';
import type { NodePrices } from '../capacity/node-curve.js';
import { minutesPerYear } from '../demand/week.js';
import { hostLines } from './host-lines.js';
import type { CostLine } from './line.js';
import type { Plan } from './plan.js';

/** Kinds of lines that grow with every token. */
const byVolume: ReadonlySet<CostLine['kind']> = new Set(['tokens', 'usage', 'guardrail']);

/** What a node of a fleet costs a year, and what a node's worth of its overflow costs at the next hosts; undefined where a price is missing. */
export function nodePrices(topology: Topology, plan: Plan, host: string): NodePrices | undefined {
  const answer = plan.hosts[host];
  const capacity = plan.lines.filter((line) => line.host === host && line.kind === 'capacity');
  if (answer === undefined || answer.nodes === 'none' || capacity.some(({ usd }) => usd === 'unknown')) return undefined;
  const node = capacity.reduce((sum, { usd }) => sum + (usd === 'unknown' ? 0 : usd), 0) / answer.nodes;
  const spilling = plan.flows.filter((flow) => flow.host === host && nextHost(topology, flow.workload, host) !== undefined);
  const costs = spilling.map((flow) => {
    // As if everything went to the next host: the price of a token does not depend on how many there are.
    const next = nextHost(topology, flow.workload, host) ?? host;
    const lines = hostLines(topology, next, [{ ...flow, host: next, served: flow.arriving }], plan.asOf).filter(({ kind }) => byVolume.has(kind));
    const usd = lines.reduce((sum, line) => sum + (line.usd === 'unknown' ? Number.NaN : line.usd), 0);
    return { usd, nodes: (perYear(flow.arriving) / minutesPerYear) * (flow.share ?? Number.NaN) };
  });
  const nodes = costs.reduce((sum, one) => sum + one.nodes, 0);
  const overflow = nodes === 0 ? 0 : costs.reduce((sum, one) => sum + one.usd, 0) / nodes;
  return Number.isNaN(overflow) ? undefined : { node, overflow };
}

function nextHost(topology: Topology, workload: string, host: string): string | undefined {
  const { route } = entity(topology.workloads, workload);
  return route[route.indexOf(host) + 1];
}
