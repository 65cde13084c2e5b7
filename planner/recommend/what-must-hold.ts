import { fleets } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries, workloadsOn } from '../../topology/views.js';
import { total } from '../cost/line.js';
import type { Choice } from './search.js';

/** What a reader has to believe for a choice to be right, and what can go wrong with it. Sentences. */
export function whatMustHold(declared: Topology, { topology, plan }: Choice): { readonly conditions: readonly string[]; readonly risks: readonly string[] } {
  const used = fleets(topology).filter(([id]) => workloadsOn(topology, id).length > 0);
  const conditions = used.flatMap(([id]) => {
    const answer = plan.hosts[id];
    if (answer === undefined || answer.cheapestHosted === 'none' || answer.nodes === 'none') return [];
    const rate = answer.cheapestHosted.usdPerYear / answer.nodes / 8_760;
    const paid = total(plan.lines.filter(({ host, kind }) => host === id && kind === 'capacity')) / answer.nodes / 8_760;
    return [
      paid > rate
        ? `a node of ${id} costs ${paid.toFixed(2)} USD an hour; at ${rate.toFixed(2)} or less it would be no dearer than ${answer.cheapestHosted.host}`
        : `a node of ${id} stays below ${rate.toFixed(2)} USD an hour (${paid.toFixed(2)} now)`,
    ];
  });
  const moved = sortedEntries(topology.workloads).filter(([id, { route }]) => entity(declared.workloads, id).route.join() !== route.join());
  const idle = Object.keys(topology.hosts).filter((id) => workloadsOn(declared, id).length > 0 && workloadsOn(topology, id).length === 0);
  const releases = moved.filter(([id, { route }]) => releaseOf(topology, route[0]) !== releaseOf(topology, entity(declared.workloads, id).route[0]));
  return {
    conditions: [...conditions, ...moved.map(([id, { route }]) => `quality and terms of ${route.join(', ')} are good enough for ${id}`)],
    risks: [
      ...moved.filter(([, { route }]) => route.length === 1).map(([id, { route }]) => `${id} depends on ${route[0]} alone`),
      ...releases.map(([id]) => `${id} is answered by another release: evaluate it first`),
      ...idle.map((id) => `${id} serves nobody and is still billed as far as it is declared: remove it`),
      ...(moved.length > 0 ? ['quotas of the hosts that take more have to be granted first (quotas.json)'] : []),
    ],
  };
}

function releaseOf(topology: Topology, host: string | undefined): string | undefined {
  const found = host === undefined ? undefined : topology.hosts[host];
  return found && topology.models[found.model]?.release;
}
