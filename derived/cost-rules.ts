import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity, sortedEntries, workloadsOn } from '../topology/views.js';
import { capacityOf, sharePerToken } from './capacity-share.js';
import { screeningLoad } from './screening-load.js';
import { sharedTag } from './shared-costs.js';

/** Within which a month adds up to its invoice, where the topology declares no job. */
const tolerance = { usd: 1, fraction: 0.001 };

/**
 * Who pays for what, as statements and chargeback ask for it (runtime/allocated-cost/rules.ts). Hosts that one workload has to itself carry its tag and are
 * not divided; all others are, by the weights that plans divide them by.
 */
export function costRules(topology: Topology) {
  const { finance } = topology;
  return {
    topology: topology.name,
    application: finance.application,
    accounts: accountsOf(topology),
    workloads: Object.fromEntries(
      sortedEntries(topology.workloads).map(([id, { costCentre, budget }]) => [
        id,
        { costCentre: costCentre ?? sharedTag, ...(budget !== undefined && { budgetUsd: budget.usdPerMonth }) },
      ]),
    ),
    hosts: Object.fromEntries(sortedEntries(topology.hosts).map(([id]) => [id, sharedHost(topology, id)])),
    idle: finance.idle,
    sharedCostCentre: finance.sharedCostCentre ?? sharedTag,
    tolerance: finance.allocation === undefined ? tolerance : { usd: finance.allocation.toleranceUsd, fraction: finance.allocation.toleranceFraction },
  };
}

/** Ids as bills have them, in lower case, with their aliases. */
function accountsOf({ accounts }: Topology): Record<string, string> {
  return Object.fromEntries([
    ...sortedEntries(accounts.aws).map(([alias, { id }]) => [id, alias]),
    ...sortedEntries(accounts.google).map(([alias, { project }]) => [project.toLowerCase(), alias]),
    ...sortedEntries(accounts.azure).map(([alias, { subscription }]) => [subscription.toLowerCase(), alias]),
  ]);
}

function sharedHost(topology: Topology, id: string) {
  const host = entity(topology.hosts, id);
  const shares = workloadsOn(topology, id).map(([workload, one]) => [workload, sharePerToken(topology, host, loadOn(id, one))] as const);
  const known = shares.flatMap(([workload, share]) => (share === undefined ? [] : [[workload, Number(share.toPrecision(6))] as const]));
  const capacity = capacityOf(host, 0);
  const counted = traitsOf(host).capacity(host).unit !== 'unknown' && Number.isFinite(capacity) && capacity > 0;
  return { weights: Object.fromEntries(known.length === shares.length ? known : []), capacity: counted ? capacity : ('unknown' as const) };
}

/** A guard reads the prompts and answers of its workload, which are not of the workload's own shape. */
const loadOn = (host: string, workload: Workload): Workload => (workload.guard === host ? screeningLoad(workload) : workload);

/** Values of the tag `workload` by cost centre; those without one are left out: tags/required says so. */
export function workloadsByCostCentre(topology: Topology): Record<string, string[]> {
  const pairs = [
    ...sortedEntries(topology.workloads).map(([id, { costCentre }]) => [costCentre, id] as const),
    [topology.finance.sharedCostCentre, sharedTag] as const,
  ];
  const centres: Record<string, string[]> = {};
  for (const [centre, workload] of pairs) if (centre !== undefined) centres[centre] = [...(centres[centre] ?? []), workload];
  return Object.fromEntries(Object.entries(centres).sort(([a], [b]) => (a < b ? -1 : 1)));
}
