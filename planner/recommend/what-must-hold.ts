import { fleets } from '../../hosts/select.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries, workloadsOn } from '../../topology/views.js';
import { total } from '../cost/line.js';
import { planned } from '../cost/planned.js';
import type { Form } from './forms.js';
import type { Choice } from './search.js';

/** What a reader has to believe for a choice to be right, and what can go wrong with it. Sentences. */
export function whatMustHold(declared: Topology, choice: Choice): { readonly conditions: readonly string[]; readonly risks: readonly string[] } {
  const { topology, plan } = choice;
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
      ...formRisks(declared, choice),
      ...lostChecks(declared, choice),
      ...(moved.length > 0 ? ['quotas of the hosts that take more have to be granted first (quotas.json)'] : []),
    ],
  };
}

const risksOf: Readonly<Record<Form['name'], string | undefined>> = {
  'as declared': undefined,
  reservations: undefined,
  'on demand': 'its nodes may not be had for days, and one that is lost may not come back',
  'Capacity Block': 'the block ends, its price was read before it was bought, and what follows it is counted on demand: its id comes with the purchase',
  commitment: 'its nodes are owed until the commitment ends, used or not, and the rate is a list price until an order is signed',
};

function formRisks(declared: Topology, { topology, forms }: Choice): string[] {
  return sortedEntries(forms).flatMap(([id, form]) => {
    const risk = risksOf[form];
    const changed = declared.hosts[id] !== topology.hosts[id] || declared.contracts !== topology.contracts;
    return risk === undefined || !changed ? [] : [`${id}, ${form}: ${risk}`];
  });
}

/** What hosts do for a workload beside answering, and its new ones do not: retrieval, screening, guardrails. */
function lostChecks(declared: Topology, { topology, plan: { asOf } }: Choice): string[] {
  const before = planned(declared, asOf).lines;
  return sortedEntries(topology.workloads).flatMap(([id, { route }]) => {
    const was = before.filter(({ workload, kind, host }) => workload === id && (kind === 'usage' || kind === 'guardrail') && !route.includes(host));
    return [...new Set(was.map(({ what, host }) => `${id} goes without what ${host} does for it: ${what}`))];
  });
}

function releaseOf(topology: Topology, host: string | undefined): string | undefined {
  const found = host === undefined ? undefined : topology.hosts[host];
  return found && topology.models[found.model]?.release;
}
