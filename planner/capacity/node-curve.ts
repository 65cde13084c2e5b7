import type { FleetAnswer } from './fleet-answer.js';

/** What so many nodes carry and cost. Money a year. */
export interface NodeChoice {
  readonly nodes: number;
  /** Of the volume. */
  readonly share: number;
  readonly utilisation: number;
  readonly usdPerYear: number;
}

/** Prices that a choice of nodes is weighed by: a node for a year, and a node's worth of overflow for a year. */
export interface NodePrices {
  readonly node: number;
  readonly overflow: number;
}

/**
 * From as many nodes as the residents need up to what carries everything: what each number carries, and what it costs with the overflow bought
 * elsewhere. Residents need theirs with one lost, as nobody else serves them.
 */
export function nodeCurve({ demand, forResidents, peak }: FleetAnswer, prices: NodePrices): NodeChoice[] {
  const [first, last] = [Math.max(1, forResidents), Math.max(1, forResidents, Math.ceil(peak))];
  const volume = sum(demand.all);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const nodes = first + index;
    const served = demand.all.reduce((total, value) => total + Math.min(value, nodes), 0);
    const beyond = (volume - served) / demand.all.length;
    return {
      nodes,
      share: volume === 0 ? 1 : served / volume,
      utilisation: served / demand.all.length / nodes,
      usdPerYear: nodes * prices.node + beyond * prices.overflow,
    };
  });
}

/** The cheapest choice; of equal ones the smallest. */
export function cheapest(curve: readonly NodeChoice[]): NodeChoice | undefined {
  return [...curve].sort((a, b) => a.usdPerYear - b.usdPerYear || a.nodes - b.nodes)[0];
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
