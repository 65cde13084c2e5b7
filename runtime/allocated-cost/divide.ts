/** What a workload used of a shared host, in units of the host's capacity: in the mean, and in its busiest minute. */
export interface Use {
  readonly workload: string;
  readonly used: number;
  readonly peak: number;
}

/** Who pays for capacity that nobody uses: everyone by use, everyone by its own peak, or the shared cost centre. */
export type Idle = 'used' | 'peak' | 'shared';

/** Who pays which part of what a host costs by capacity. Parts sum to one with `shared`. */
export interface Allocation {
  readonly workloads: Readonly<Record<string, number>>;
  /** Idle capacity that finance keeps in the shared cost centre. */
  readonly shared: number;
}

/**
 * Divides a host among the workloads that it serves: the one formula of plans, statements and chargeback (docs/adr/0123). `capacity`: units that are paid
 * for, for the rule `shared`; `unknown` where no number of them is known, and then idle capacity is paid by use.
 */
export function divide(uses: readonly Use[], idle: Idle, capacity: number | 'unknown'): Allocation {
  const sum = (of: 'used' | 'peak') => uses.reduce((all, one) => all + one[of], 0);
  const parts = (of: 'used' | 'peak', whole: number) => Object.fromEntries(uses.map((one) => [one.workload, whole === 0 ? 0 : one[of] / whole]));
  if (sum('used') === 0) return { workloads: {}, shared: 1 };
  if (idle === 'shared' && capacity !== 'unknown' && Number.isFinite(capacity) && capacity > 0) {
    const part = Math.min(1, sum('used') / capacity);
    return { workloads: parts('used', Math.max(capacity, sum('used'))), shared: 1 - part };
  }
  return { workloads: idle === 'peak' ? parts('peak', sum('peak')) : parts('used', sum('used')), shared: 0 };
}
