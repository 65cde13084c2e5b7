import type { Adapters } from '../topology/schema/fleet.js';
import type { Model } from '../topology/schema/models.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';

/** An adapter that a server loads at its start: the name that requests call it by, which is its key in models. */
export interface ServedAdapter {
  readonly id: string;
  readonly model: Model;
}

/** Adapters that a fleet serves beside its model, by id. */
export function servedAdapters(topology: Topology, { adapters }: Adapters): ServedAdapter[] {
  return sortedEntries(adapters).map(([id]) => ({ id, model: entity(topology.models, id) }));
}

/** Adapters of the servers of the next model: those that take over, for the same workloads. */
export function nextAdapters({ adapters }: Adapters): Adapters['adapters'] {
  return Object.fromEntries(sortedEntries(adapters).flatMap(([, { next, workloads }]) => (next === undefined ? [] : [[next, { workloads }]])));
}

/** Largest rank of adapters, as vLLM may be told it; undefined without adapters, or where one is larger than any. */
export function largestRank(adapters: readonly ServedAdapter[], allowed: readonly number[]): number | undefined {
  const rank = Math.max(0, ...adapters.map(({ model }) => model.fineTune?.rank ?? 0));
  return [...allowed].sort((a, b) => a - b).find((one) => one >= rank && rank > 0);
}
