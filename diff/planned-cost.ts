import { planned } from '../planner/cost/planned.js';
import type { Topology } from '../topology/schema/topology.js';
import { hostsNamedBy } from '../topology/views.js';

/** What a workload is planned to cost a month, before and after: nodes, tokens, guardrails, its part of shared hosts. Null: it is not there. */
export interface PlannedChange {
  readonly workload: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Hosts without a known price, whose cost is in neither number. */
  readonly unpriced: readonly string[];
  readonly budgetUsdPerMonth: number | null;
  /** Contracts of the hosts on its route. */
  readonly contracts: readonly string[];
}

/** Workloads whose planned cost differs by a dollar a month or more. */
export function plannedChanges(before: Topology | undefined, after: Topology | undefined, asOf: string): PlannedChange[] {
  if (before === undefined || after === undefined) return [];
  const [was, is] = [planned(before, asOf), planned(after, asOf)];
  const month = (plan: typeof was, id: string) => {
    const usd = plan.workloads[id]?.usdPerYear;
    return usd === undefined ? null : Math.round((usd / 12) * 100) / 100;
  };
  return [...new Set([...Object.keys(was.workloads), ...Object.keys(is.workloads)])].sort().flatMap((workload): PlannedChange[] => {
    const [old, now] = [month(was, workload), month(is, workload)];
    if (Math.abs((old ?? 0) - (now ?? 0)) < 1 && (old === null) === (now === null)) return [];
    const topology = after.workloads[workload] === undefined ? before : after;
    const found = topology.workloads[workload];
    if (found === undefined) return [];
    const hosts = hostsNamedBy(found).map(({ host }) => host);
    return [
      {
        workload,
        before: old,
        after: now,
        unpriced: hosts.filter((host) => is.unpriced.includes(host)).sort(),
        budgetUsdPerMonth: found.budget?.usdPerMonth ?? null,
        contracts: [...new Set(hosts.flatMap((id) => contractOf(topology, id)))].sort(),
      },
    ];
  });
}

function contractOf(topology: Topology, id: string): string[] {
  const host = topology.hosts[id];
  return host !== undefined && 'contract' in host && host.contract !== undefined ? [host.contract] : [];
}
