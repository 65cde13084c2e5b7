import { answeringModel } from '../derived/answering-model.js';
import { isShared } from '../derived/residents.js';
import type { PolicyWorkload } from '../runtime/gateway/forms/policy.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Hop, WorkloadPlan } from './zone-plan.js';

/** Name of the model that requests of a workload carry: that of its first host, or of the adapter that answers it there. */
export function carriedModel(topology: Topology, { id, workload: { route } }: Pick<WorkloadPlan, 'id' | 'workload'>): string {
  return answeringModel(topology, route[0] ?? '', id);
}

/** Whether requests of a workload carry a priority: some server on its route schedules by it. */
export function carriesPriority(topology: Topology, { hops }: Pick<WorkloadPlan, 'hops'>): boolean {
  return hops.some(({ host }) => isShared(topology, host));
}

/** Which hosts of a workload need another body than requests carry, by `<host>`, or `<host>.next` while it takes over. */
export function adaptationsOf(topology: Topology, plan: WorkloadPlan): PolicyWorkload['adaptations'] {
  return Object.fromEntries(plan.hops.flatMap((hop) => adaptationOf(topology, plan, hop)));
}

/** Key of a hop among the adaptations. */
export function adaptedAs({ host, target }: Hop): string {
  return target.version === 'next' ? `${host}.next` : host;
}

function adaptationOf(topology: Topology, plan: WorkloadPlan, hop: Hop): [string, PolicyWorkload['adaptations'][string]][] {
  const { model, priority, names } = hop.target.body;
  const without = [...(carriesPriority(topology, plan) && priority === 'refused' ? ['priority'] : []), ...(names?.without ?? [])];
  if (model === carriedModel(topology, plan) && without.length === 0 && names === undefined) return [];
  return [[adaptedAs(hop), { model, without, ...(names && { field: names.field, with: names.with }) }]];
}
