import { formOf, type Host, servedModels } from '../hosts/schemas.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';

/** Weights that a host waits for: their bucket does not hold them, as far as the outputs file knows. */
export interface MissingWeights {
  readonly host: string;
  readonly account: string;
  readonly region: string;
  readonly model: string;
  /** Digest of the manifest that the topology approves; undefined while it names no weights. */
  readonly manifest: string | undefined;
  /** Digest that was recorded for an earlier approval. */
  readonly recorded: string | undefined;
}

/**
 * Whether a host may be provisioned: capacity bills from its creation and nodes without verified weights never join, so its
 * stacks are not synthesized before the weights of every model it serves are recorded as stored. An example is whole
 * without a record: it cannot be deployed.
 */
export function mayServe(topology: Topology, outputs: Outputs, id: string, host: Host): boolean {
  return missingOf(topology, outputs, id, host).length === 0;
}

/** Everything that hosts of a topology wait for, in a fixed order. */
export function missingWeights(topology: Topology, outputs: Outputs): MissingWeights[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) => missingOf(topology, outputs, id, host));
}

function missingOf(topology: Topology, outputs: Outputs, host: string, place: Host): MissingWeights[] {
  if (topology.example || formOf(place).weights === 'none' || !('region' in place)) return [];
  const { account, region } = place;
  return [...new Set(servedModels(place))].flatMap((model) => {
    const manifest = entity(topology.models, model).weights?.manifest;
    const recorded = outputs.weights?.[account]?.[region]?.[model];
    return manifest !== undefined && recorded === manifest ? [] : [{ host, account, region, model, manifest, recorded }];
  });
}
