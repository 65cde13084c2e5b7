import { servedModel } from '../../derived/adapter-memory.js';
import { admission } from '../../derived/admission.js';
import { fleetShares } from '../../derived/background-caps.js';
import { knee, nodeEstimate } from '../../derived/node-throughput.js';
import { replicasOf } from '../../derived/replicas.js';
import { fleets } from '../../hosts/select.js';
import { traitsOf } from '../../hosts/traits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { workloadsOn } from '../../topology/views.js';

/** What one replica of a fleet is let take at once, beside what its throughput model says it can. */
export interface LimitAnswer {
  readonly host: string;
  readonly workload: string;
  /** Requests that run at once, and that wait behind them, before the next is refused and spills over. */
  readonly running: number;
  readonly waiting: number;
  /** Requests at once from which on answers are slower than the objective. */
  readonly knee: number;
  /** Milliseconds that the last of a full queue waits, and its objective for the first token. */
  readonly waitMs: number;
  readonly ttftMs: number;
  /** Requests that all tasks of the gateway together let this workload keep open on the fleet; `none` where the fleet's own limit is the only one. */
  readonly gatewayCap: number | 'none';
  /** The knee of as many replicas as always run. */
  readonly fleetKnee: number;
}

/** The declared limits of every fleet against the knee, for each workload whose throughput is known. */
export function limitAnswers(topology: Topology): LimitAnswer[] {
  return fleets(topology).flatMap(([id, host]) => {
    const capacity = traitsOf(host).capacity(host);
    if (capacity.unit !== 'nodes' || capacity.hardware === 'unknown') return [];
    const node = { model: servedModel(topology, host, host.model), hardware: capacity.hardware, tensorParallel: capacity.tensorParallel };
    const { replicasPerNode } = replicasOf(topology, host);
    const shares = fleetShares(topology, id, { version: 'present', percent: 100 });
    const replicas = shares.limit / (admission.running + admission.waiting);
    return workloadsOn(topology, id).flatMap(([workload, served]): LimitAnswer[] => {
      const [found, at] = [nodeEstimate(node, served), knee(node, served)];
      if (found.answer !== 'estimate' || at === undefined || served.guard === id) return [];
      const perSecond = found.outputTokensPerSecond / replicasPerNode / served.load.outputTokens;
      return [
        {
          host: id,
          workload,
          ...admission,
          knee: at,
          waitMs: (admission.waiting / perSecond) * 1_000,
          ttftMs: served.slo.ttftMs,
          gatewayCap: shares.background[workload] ?? 'none',
          fleetKnee: at * replicas,
        },
      ];
    });
  });
}
