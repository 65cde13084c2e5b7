import { type Allocation, divide } from '../../runtime/allocated-cost/divide.js';
import type { Topology } from '../../topology/schema/topology.js';
import { type Flow, peakOf, perYear } from '../capacity/flow.js';

/**
 * Divides a host among the workloads that it serves. A workload's tokens are weighted by the capacity that one uses, as prompts and answers of different
 * lengths do not cost the same; where that is not known, tokens count as they are. `capacity`: units that are paid for, for the rule `shared`.
 */
export function allocation(served: readonly Flow[], idle: Topology['finance']['idle'], capacity: number): Allocation {
  const weighted = served.every(({ share }) => share !== undefined);
  const weightOf = (flow: Flow) => (weighted ? (flow.share ?? 0) : 1);
  const uses = served.map((flow) => ({
    workload: flow.workload,
    used: (perYear(flow.served) * weightOf(flow)) / minutes,
    peak: peakOf(flow.served) * weightOf(flow),
  }));
  return divide(uses, idle, weighted ? capacity : 'unknown');
}

const minutes = 525_600;
