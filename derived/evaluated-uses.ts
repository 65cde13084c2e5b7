import { type Host, isFleet, namedModels } from '../hosts/schemas.js';
import { adapterOf } from '../topology/schema/fleet.js';
import type { NamedModel } from '../topology/schema/host-form.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries, workloadsOn } from '../topology/views.js';
import { nearnessOf } from './ends.js';

/** A model that answers a workload, or soon will, and has to have passed its tests. */
export interface EvaluatedUse {
  readonly host: string;
  readonly model: string;
  readonly workload: string;
  /** Whether it has to have passed by now; otherwise it has to by a cutover within 90 days. */
  readonly due: boolean;
  /** Closes "<model> …": `serves as a fine-tune`, `takes over on 2026-12-14`. */
  readonly because: string;
}

/** Every use that asks for an evaluation on a day: of fine-tunes as soon as they serve, of the next model of a transition by its cutover. */
export function evaluatedUses(topology: Topology, asOf: string): EvaluatedUse[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) =>
    namedModels(host).flatMap(({ model, field }) => {
      const reason = reasonOf(topology, host, { model, field }, asOf);
      return reason === undefined ? [] : answered(topology, id, host, field).map((workload) => ({ host: id, model, workload, ...reason }));
    }),
  );
}

function reasonOf(topology: Topology, host: Host, { model, field }: NamedModel, asOf: string): Pick<EvaluatedUse, 'due' | 'because'> | undefined {
  const tuned = entity(topology.models, model).fineTune !== undefined;
  if (field !== 'transition.next' && field !== 'next.model' && !field.endsWith('.next'))
    return tuned ? { due: true, because: 'serves as a fine-tune' } : undefined;
  const { percent, cutover } = comingOf(host);
  if (percent === 100) return { due: true, because: 'gets every request' };
  if (tuned && percent > 0) return { due: true, because: `serves as a fine-tune, for ${percent} % of requests,` };
  if (cutover === undefined) return undefined;
  if (cutover <= asOf) return { due: true, because: `was to take over on ${cutover}` };
  return nearnessOf(cutover, asOf) === undefined ? undefined : { due: false, because: `takes over on ${cutover}` };
}

/** How far the next model of a host has come. */
function comingOf(host: Host): { readonly percent: number; readonly cutover: string | undefined } {
  if ('transition' in host && host.transition !== undefined) return { percent: host.transition.trafficPercent, cutover: host.transition.cutover };
  return { percent: 'next' in host ? (host.next?.trafficPercent ?? 0) : 0, cutover: undefined };
}

/** Workloads that a model of a host answers: those of an adapter, or those that no adapter answers. */
function answered(topology: Topology, id: string, host: Host, field: NamedModel['field']): string[] {
  const all = workloadsOn(topology, id).map(([workload]) => workload);
  if (!isFleet(host)) return all;
  const [section, adapter] = field.split('.');
  return all.filter((workload) => (section === 'adapters' ? adapterOf(host, workload)?.present === adapter : adapterOf(host, workload) === undefined));
}
