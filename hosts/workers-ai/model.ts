import { otherOffers } from '../../facts/others.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { WorkersAiHost } from './schema.js';

/**
 * What Workers AI calls a host's release. One that it does not offer keeps its own name: `lifecycle/offered` reports it, and a report needs something to point at.
 */
export function calledModel(topology: Topology, host: WorkersAiHost): string {
  const { release } = entity(topology.models, host.model);
  return otherOffers('workers-ai', release)[0]?.modelId ?? release;
}
