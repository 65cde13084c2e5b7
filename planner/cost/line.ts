import type { Price } from '../../hosts/shared/host-cost.js';

/** One line of a year's bill. `usd` is quantity × price less the discount; `unknown` is no zero: sums leave it out and plans count it. */
export interface CostLine {
  /** What it is for; shared costs have no host. */
  readonly host: string | 'shared';
  /** The one workload that it is for; costs of capacity are split later. */
  readonly workload: string | 'all';
  readonly kind: 'capacity' | 'beside' | 'tokens' | 'usage' | 'guardrail' | 'operations' | 'shared';
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly price: Price;
  /** Fraction off the price, and who grants it. */
  readonly discount: number;
  readonly usd: number | 'unknown';
  readonly low: number | 'unknown';
  readonly high: number | 'unknown';
}

type Parts = Omit<CostLine, 'usd' | 'low' | 'high' | 'discount'> & { readonly discount?: number; readonly between?: readonly [number, number] | undefined };

export function costLine({ between, discount = 0, ...line }: Parts): CostLine {
  const { price, quantity } = line;
  if (price.usd === 'unknown') return { ...line, discount, usd: 'unknown', low: 'unknown', high: 'unknown' };
  const each = price.usd * (1 - discount);
  const [low, high] = between ?? [quantity, quantity];
  return { ...line, discount, usd: quantity * each, low: low * each, high: high * each };
}

/** Sum of what has a price. */
export function total(lines: readonly CostLine[], of: 'usd' | 'low' | 'high' = 'usd'): number {
  return lines.reduce((sum, line) => sum + known(line[of]), 0);
}

export const known = (usd: number | 'unknown'): number => (usd === 'unknown' ? 0 : usd);

/** Whole cents. */
export const cents = (usd: number): number => Math.round(usd * 100) / 100;
