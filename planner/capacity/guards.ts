import { capacityOf, sharePerToken } from '../../derived/capacity-share.js';
import { screeningLoad } from '../../derived/screening-load.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { minutesPerYear, weekOf } from '../demand/week.js';
import type { Flow, FlowOptions } from './flow.js';

/** Load of hosts that screen; what they cannot take nobody takes. */
export function guardLoads(topology: Topology, { asOf, loss, weeks, nodes, step }: FlowOptions): Flow[] {
  const guarded = sortedEntries(topology.workloads).filter(([, { guard, load }]) => guard !== undefined && load.tokensPerYear > 0);
  const byHost = new Map<string, [string, Workload][]>();
  for (const [id, workload] of guarded) {
    const host = workload.guard ?? '';
    byHost.set(host, [...(byHost.get(host) ?? []), [id, workload]]);
  }
  return [...byHost].flatMap(([id, users]) => {
    const host = entity(topology.hosts, id);
    const capacity = nodes?.[id] ?? capacityOf(host, loss?.host === id ? loss.nodes : 0);
    const each = users.map(([workload, one]) => {
      const screening = screeningLoad(one);
      const arriving = (weeks?.[workload] ?? weekOf(one.load, asOf, step)).map((relative) => (relative * screening.load.tokensPerYear) / minutesPerYear);
      return { workload, arriving, share: sharePerToken(topology, host, screening) };
    });
    const fits = Float64Array.from({ length: each[0]?.arriving.length ?? 0 }, (_, minute) => {
      const used = each.reduce((sum, { arriving, share }) => sum + (arriving[minute] ?? 0) * (share ?? 0), 0);
      return used === 0 ? 1 : Math.min(1, capacity / used);
    });
    return each.map(({ workload, arriving, share }): Flow => {
      const served = arriving.map((tokens, minute) => tokens * (fits[minute] ?? 0));
      return { workload, host: id, arriving, served, unserved: arriving.map((tokens, minute) => tokens - (served[minute] ?? 0)), share };
    });
  });
}
