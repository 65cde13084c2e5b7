import { timeouts } from '../constructs/timeouts.js';
import { admission } from '../derived/admission.js';
import { nodeEstimate } from '../derived/node-throughput.js';
import { type EngineVersion, holds } from '../facts/engine-features.js';
import type { NodeHardware } from '../facts/hardware.js';
import type { Model } from '../topology/schema/models.js';
import type { Workload } from '../topology/schema/workloads.js';

/**
 * Flags that hold a server of `replicas` replicas to as many times the limits of one. `--max-num-seqs` is each replica's own.
 *
 * The queue limit is the server's, and vLLM runs an API server process for each replica unless told otherwise. Until 0.29 each
 * process counts for itself, so each is given its part; from 0.30 on they share one count.
 */
export function admissionFlags(version: EngineVersion, replicas: number): string[] {
  const limit = (admission.running + admission.waiting) * replicas;
  return [
    ...(replicas === 1 ? [] : [`--api-server-count=${replicas}`]),
    `--max-num-seqs=${admission.running}`,
    `--max-num-queued-reqs=${holds('shared admission', version) ? limit : limit / replicas}`,
  ];
}

/** A node and the model on it. */
interface ServedNode {
  readonly model: Pick<Model, 'release' | 'precision'>;
  /** Unknown when facts have no row for the machine type. */
  readonly hardware: NodeHardware | undefined;
  readonly replicas: number;
}

/**
 * Requests a second that a node finishes at most, of the workload whose requests are the shortest: what Google's balancer takes for
 * full. It is a rate; how many are open at a time no backend of an internal balancer can declare.
 */
export function requestsPerSecond(workloads: readonly Workload[], node: ServedNode): number {
  const rates = workloads.map((workload) => predictedRate(workload, node) ?? declaredRate(workload, node));
  return Math.max(1, Math.ceil(Math.max(...rates, 0)));
}

/** By the upper end of what the model of throughput gives without an objective. */
function predictedRate({ load }: Workload, { model, hardware, replicas }: ServedNode): number | undefined {
  const most = hardware && nodeEstimate({ model, hardware, tensorParallel: Math.floor(hardware.gpus / replicas) }, { load });
  return most?.answer === 'estimate' ? most.high / load.outputTokens : undefined;
}

/** Where no shape of the model is known: all places, over the time that a request keeps one at the objectives of its workload. */
function declaredRate({ load, slo }: Workload, { replicas }: ServedNode): number {
  const seconds = (slo.ttftMs + load.outputTokens * slo.tpotMs) / 1_000;
  return (admission.running * replicas) / Math.min(timeouts.longestAnswer, seconds);
}
