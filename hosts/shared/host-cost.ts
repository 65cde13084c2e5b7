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

/** Something that is billed by what a workload sends, beside tokens and guardrails. */
export interface UsageLine {
  readonly what: string;
  /** Requests, or tokens of both directions. */
  readonly per: '1000 requests' | '10^6 tokens';
  readonly price: Price;
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

/** The year that is billed. */
export interface BilledYear {
  /** Its first day. */
  readonly from: string;
  /** Replicas that run in the mean, of a host that runs as many as its load asks for; `unknown` where nothing says what one carries. */
  readonly running: number | 'unknown';
}

/** How a kind of host is paid for. */
export interface HostCost<H> {
  /** Which discounts hold for it; `none` where no contract speaks of it. */
  readonly service: DiscountScope | 'none';
  /** Its name in facts/prices.yaml; `none` where tokens are not what it is paid by. */
  readonly listed: string | 'none';
  /** What serves and is billed in a year; none where tokens alone are. */
  fixed(topology: Topology, host: H, year: BilledYear): readonly FixedLine[];
  /** What is billed all year beside what serves: fees, balancers, endpoints. A price that lacks here leaves a plan incomplete by little. */
  beside(topology: Topology, host: H, year: BilledYear): readonly FixedLine[];
  /** What each workload pays beside tokens and guardrails. */
  usage(host: H): readonly UsageLine[];
  /** `by capacity` where tokens cost nothing beyond what is fixed. */
  tokens(topology: Topology, host: H): TokenPrices | 'by capacity';
}

export const hoursPerYear = 8_760;
export const minutesPerYear = 525_600;
export const monthsPerYear = 12;
