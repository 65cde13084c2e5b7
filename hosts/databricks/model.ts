import { otherOffers } from '../../facts/others.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { DatabricksHost } from './schema.js';

/**
 * What Unity Catalog calls a host's release. One that Databricks does not offer on capacity of its own keeps its own name:
 * `lifecycle/offered` reports it, and a report needs something to point at.
 */
export function servedEntity(topology: Topology, host: DatabricksHost): { readonly name: string; readonly version: string } {
  const { release } = entity(topology.models, host.model);
  const [known] = otherOffers('databricks', release, 'provisioned');
  return { name: known?.modelId ?? release, version: known?.entityVersion ?? 'unknown' };
}

/** The endpoint by the token that every workspace has for a release; undefined where facts know none. */
export function sharedEndpoint(topology: Topology, host: DatabricksHost): string | undefined {
  return otherOffers('databricks', entity(topology.models, host.model).release, 'pay-per-token')[0]?.modelId;
}

/** How the host is paid for, as facts call it. */
export const modeOf = ({ modelUnits }: DatabricksHost) => (modelUnits === undefined ? 'pay-per-token' : 'provisioned');
