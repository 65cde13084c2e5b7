import { adapterRanks } from '../facts/engine-features.js';
import { type Precision, release as releaseFacts } from '../facts/models.js';
import { architecture } from '../facts/throughput.js';
import { type Host, isFleet } from '../hosts/schemas.js';
import type { Adapters } from '../topology/schema/fleet.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { replicasOf } from './replicas.js';
import { largestRank, nextAdapters, type ServedAdapter, servedAdapters } from './served-adapters.js';

/** A model that servers run, and what each of their GPUs holds for its adapters. */
export interface ServedModel {
  readonly release: string;
  readonly precision: Precision;
  /** In 10^9 bytes, on each GPU. @default - nothing: no adapters */
  readonly besideGB?: number;
}

/** A model of a host as its servers run it. Where the memory of its adapters is not known, a rule says so, and they count as nothing. */
export function servedModel(topology: Topology, host: Host, model: string): ServedModel {
  const { release, precision } = entity(topology.models, model);
  if (!isFleet(host)) return { release, precision, besideGB: 0 };
  const { tensorParallel } = replicasOf(topology, { ...host, model });
  return { release, precision, besideGB: adapterGB(release, tensorParallel, adaptersBeside(topology, host, model)) ?? 0 };
}

/** Adapters of the servers of a model: those of the fleet, or those that take over with the next one. */
export function adaptersBeside(topology: Topology, host: Adapters & { readonly model: string }, model: string): ServedAdapter[] {
  return servedAdapters(topology, model === host.model ? host : { adapters: nextAdapters(host) });
}

/** vLLM keeps the matrices in the type of the model, which is never below 16 bits. */
const bytes = 2;

/**
 * What vLLM takes on each GPU of a replica for its adapters when it starts, at most: for as many as there are, each of the largest rank, beside
 * every linear layer, the embedding and the head. One of each pair of matrices is whole on each GPU. In 10^9 bytes; undefined where facts have no shape,
 * or the layers are experts. Source: vLLM 0.32.0, lora/layers; arithmetic.
 */
export function adapterGB(release: string, tensorParallel: number, adapters: readonly ServedAdapter[]): number | undefined {
  if (adapters.length === 0) return 0;
  const arch = architecture(release);
  const params = releaseFacts(release)?.paramsB;
  const rank = largestRank(adapters, adapterRanks());
  if (arch === undefined || arch.experts !== undefined || params === undefined || rank === undefined) return undefined;
  const { headDim, heads, hidden, kvHeads, layers, vocabulary } = arch;
  const [queries, keys] = [heads * headDim, kvHeads * headDim];
  // No source gives the width of the feed-forward layers: what the parameters leave for it, with one embedding, is no less.
  const attention = hidden * (2 * queries + 2 * keys);
  const feedForward = (params * 1e9 - vocabulary * hidden - layers * attention) / (3 * hidden * layers);
  const columns = 5 * hidden + (queries + 2 * keys + 2 * feedForward) / tensorParallel;
  const rows = (queries + feedForward) / tensorParallel + 2 * hidden;
  const numbers = rank * (layers * (columns + rows) + 2 * (vocabulary + hidden));
  return (adapters.length * numbers * bytes) / 1e9;
}
