import type { BedrockImportHost } from '../hosts/bedrock-import/schema.js';
import type { SelfHostedHost } from '../hosts/schemas.js';
import { servedVersions } from '../hosts/shared/fleet-versions.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';

/** A host that serves weights from a bucket of its own account and region. */
export type WeightsHost = SelfHostedHost | BedrockImportHost;

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
export function mayServe(topology: Topology, outputs: Outputs, id: string, host: WeightsHost): boolean {
  return missingOf(topology, outputs, id, host).length === 0;
}

/** Everything that hosts of a topology wait for, in a fixed order. */
export function missingWeights(topology: Topology, outputs: Outputs): MissingWeights[] {
  return sortedEntries(topology.hosts).flatMap(([id, host]) =>
    host.kind === 'self-hosted' || host.kind === 'bedrock-import' ? missingOf(topology, outputs, id, host) : [],
  );
}

function missingOf(topology: Topology, outputs: Outputs, host: string, place: WeightsHost): MissingWeights[] {
  if (topology.example) return [];
  const { account, region } = place;
  const models = place.kind === 'self-hosted' ? servedVersions(place).map(({ model }) => model) : [place.model];
  return [...new Set(models)].flatMap((model) => {
    const manifest = entity(topology.models, model).weights?.manifest;
    const recorded = outputs.weights?.[account]?.[region]?.[model];
    return manifest !== undefined && recorded === manifest ? [] : [{ host, account, region, model, manifest, recorded }];
  });
}
