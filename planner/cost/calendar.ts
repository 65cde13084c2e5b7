import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { CostLine } from './line.js';
import { known } from './line.js';

/** What a month costs, YYYY-MM. */
export interface MonthCost {
  readonly month: string;
  readonly usd: number;
}

/** Months from a day on, a twelfth of the year each; what is paid by the token grows with its workload from month to month. */
export function months(topology: Topology, lines: readonly CostLine[], asOf: string, count: number): MonthCost[] {
  return Array.from({ length: count }, (_, index) => ({
    month: monthAfter(asOf, index),
    usd: lines.reduce((sum, { workload, usd }) => sum + (known(usd) / 12) * grown(topology, workload, index), 0),
  }));
}

function grown(topology: Topology, workload: string, month: number): number {
  const growth = topology.workloads[workload]?.load.growthPerYear;
  return growth === undefined ? 1 : (1 + growth) ** (month / 12);
}

/** The term of a contract, and what all of it costs from a day on. */
export interface TermCost {
  readonly contract: string;
  readonly end: string;
  readonly months: number;
  readonly usd: number;
}

/** What the hosts under each contract cost until it ends, in whole months. */
export function terms(topology: Topology, lines: readonly CostLine[], asOf: string): TermCost[] {
  return sortedEntries(topology.contracts).flatMap(([contract, { term }]) => {
    const count = monthsBetween(asOf, term.end);
    const own = lines.filter(({ host }) => {
      const entity = topology.hosts[host];
      return entity !== undefined && 'contract' in entity && entity.contract === contract;
    });
    if (count <= 0 || own.length === 0) return [];
    return [{ contract, end: term.end, months: count, usd: months(topology, own, asOf, count).reduce((sum, { usd }) => sum + usd, 0) }];
  });
}

function monthsBetween(from: string, to: string): number {
  const [start, end] = [new Date(from), new Date(to)];
  return (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
}

function monthAfter(day: string, months: number): string {
  const date = new Date(day);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString().slice(0, 7);
}
