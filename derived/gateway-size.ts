import { gatewayMilliseconds, gatewayTaskSize } from '../facts/gateway.js';
import { calledAtEndpoint } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity } from '../topology/views.js';
import { peakRequestsPerSecond } from './peak-load.js';

/** How many tasks a zone's gateway needs in its busiest minute, when all workloads have theirs at once. */
export interface GatewaySize {
  /** Processors that requests and chunks keep busy. */
  readonly cores: number;
  /** Tasks that are then as busy as scaling keeps them. */
  readonly tasks: number;
}

/**
 * Size by what was measured: every request and every token of an answer, as a chunk of its own, passes all processes of a task; of those to a first host on Bedrock the translator is one.
 * Overflow is not counted, nor are guards.
 */
export function gatewaySize(topology: Topology, zone: string): GatewaySize {
  const { vcpus, busyPercent } = gatewayTaskSize();
  const cores = Object.values(topology.workloads).reduce((sum, workload) => (workload.zone === zone ? sum + coresAtPeak(topology, workload) : sum), 0);
  return { cores, tasks: Math.max(1, Math.ceil(cores / (vcpus * (busyPercent / 100)))) };
}

/** Processors that a workload keeps busy in its busiest minute. */
export function coresAtPeak(topology: Topology, { load, route }: Workload): number {
  const requests = peakRequestsPerSecond(load);
  const translated = calledAtEndpoint(entity(topology.hosts, route[0] ?? ''));
  const path = translated ? 'translator path' : 'fleet path';
  return (requests * (gatewayMilliseconds(path, 'request') + load.outputTokens * gatewayMilliseconds(path, 'chunk'))) / 1_000;
}
