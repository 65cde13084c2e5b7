import { namedModels } from '../hosts/schemas.js';
import type { FineTune } from '../topology/schema/fine-tune.js';
import type { Model } from '../topology/schema/models.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** A model with weights of the organisation's own, and how they came to be. */
export interface FineTuned {
  readonly id: string;
  readonly model: Model;
  readonly fineTune: FineTune;
}

/** Every fine-tune that a topology declares, served or not, by id. */
export function fineTunes({ models }: Pick<Topology, 'models'>): FineTuned[] {
  return sortedEntries(models).flatMap(([id, model]) => (model.fineTune === undefined ? [] : [{ id, model, fineTune: model.fineTune }]));
}

/** Ids of models that some host serves or is about to. */
export function servedAnywhere(topology: Topology): ReadonlySet<string> {
  return new Set(Object.values(topology.hosts).flatMap((host) => namedModels(host).map(({ model }) => model)));
}

/** Whether a model is matrices beside a base, which answer nothing alone. */
export function isAdapter({ fineTune }: Model): boolean {
  return fineTune?.method === 'lora-adapter';
}
