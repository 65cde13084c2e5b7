import { timeouts } from '../constructs/timeouts.js';
import { type EngineVersion, holds } from '../facts/engine-features.js';
import type { Workload } from '../topology/schema/workloads.js';

/** Requests of one replica running at once and waiting behind them; beyond that vLLM answers 503 and the gateway sends them elsewhere. */
export const admission = { running: 256, waiting: 64 };

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

/**
 * Requests a second that a node of `replicas` finishes when all its places are taken: those places over the time that a request
 * keeps one, at the objectives of the workload whose requests are the shortest. Without a workload, the longest answer allowed.
 */
export function requestsPerSecond(workloads: readonly Workload[], replicas: number): number {
  const seconds = workloads.map(({ load, slo }) => (slo.ttftMs + load.outputTokens * slo.tpotMs) / 1_000);
  return Math.max(1, Math.ceil((admission.running * replicas) / Math.min(timeouts.longestAnswer, ...seconds)));
}
