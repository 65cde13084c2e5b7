import type { Topology } from '../../topology/schema/topology.js';
import { type Flow, peakOf, perYear } from '../capacity/flow.js';

/** Who pays which part of what a host costs by capacity. Parts sum to one with `shared`. */
export interface Allocation {
  readonly workloads: Readonly<Record<string, number>>;
  /** Idle capacity that finance keeps in the shared cost centre. */
  readonly shared: number;
}

/**
 * Divides a host among the workloads that it serves. A workload's tokens are weighted by the capacity that one uses, as prompts and answers of different
 * lengths do not cost the same; where that is not known, tokens count as they are. `capacity`: units that are paid for, for the rule `shared`.
 */
export function allocation(served: readonly Flow[], idle: Topology['finance']['idle'], capacity: number): Allocation {
  const weighted = served.every(({ share }) => share !== undefined);
  const weightOf = (flow: Flow) => (weighted ? (flow.share ?? 0) : 1);
  const used = served.map((flow) => ({
    workload: flow.workload,
    used: (perYear(flow.served) * weightOf(flow)) / minutes,
    peak: peakOf(flow.served) * weightOf(flow),
  }));
  const sum = (of: 'used' | 'peak') => used.reduce((all, one) => all + one[of], 0);
  const parts = (of: 'used' | 'peak', whole: number) => Object.fromEntries(used.map((one) => [one.workload, whole === 0 ? 0 : one[of] / whole]));
  if (sum('used') === 0) return { workloads: {}, shared: 1 };
  if (idle === 'shared' && weighted && Number.isFinite(capacity) && capacity > 0) {
    const part = Math.min(1, sum('used') / capacity);
    return { workloads: parts('used', Math.max(capacity, sum('used'))), shared: 1 - part };
  }
  return { workloads: idle === 'peak' ? parts('peak', sum('peak')) : parts('used', sum('used')), shared: 0 };
}

const minutes = 525_600;
