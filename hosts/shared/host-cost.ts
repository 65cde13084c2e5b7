import type { Contract } from '../../topology/schema/contracts.js';
import type { Topology } from '../../topology/schema/topology.js';

/** USD for one unit of something, with who says so and when. `unknown` is no zero: whatever adds it up counts it. */
export interface Price {
  readonly usd: number | 'unknown';
  readonly source: string;
  /** YYYY-MM-DD or YYYY-MM. */
  readonly asOf: string;
  /** How far it is to be trusted, and what else a reader has to know. */
  readonly note?: string;
}

/** Something that is billed in a year, busy or not. */
export interface FixedLine {
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly price: Price;
  /** Whether the contract's discount for its service applies. */
  readonly discountable: boolean;
  /** Where the quantity is not certain. @default - it is */
  readonly between?: readonly [low: number, high: number];
}

/** Prices of 10^6 tokens. */
export interface TokenPrices {
  readonly input: Price;
  readonly output: Price;
  /** Part of the price that is paid for tokens that can wait. */
  readonly batchFactor: number | 'unknown';
}

/** The services that discounts of contracts name. */
export type DiscountScope = Exclude<Contract['discount'], 'none'>['scope'][number];

/** How a kind of host is paid for. */
export interface HostCost<H> {
  /** Which discounts hold for it; `none` where no contract speaks of it. */
  readonly service: DiscountScope | 'none';
  /** Its name in facts/prices.yaml; `none` where tokens are not what it is paid by. */
  readonly listed: string | 'none';
  /** What is billed in the year from a day on, whatever the load; none where tokens alone are. */
  fixed(topology: Topology, host: H, from: string): readonly FixedLine[];
  /** `by capacity` where tokens cost nothing beyond what is fixed. */
  tokens(topology: Topology, host: H): TokenPrices | 'by capacity';
}

export const hoursPerYear = 8_760;
