import { minutesPerYear, type Week } from '../demand/week.js';
import type { Loss } from '../overflow.js';

/** Tokens per minute over a week, a value for each minute or for each step of some. */
export type Tokens = Float64Array;

/** What one workload sends to one host, and what becomes of it. */
export interface Flow {
  readonly workload: string;
  readonly host: string;
  readonly arriving: Tokens;
  readonly served: Tokens;
  /** Served by nobody after the last host of the route: it queues or is shed. */
  readonly unserved: Tokens;
  /** Part of the host's own unit of capacity that one token per minute uses; undefined where it is not known. */
  readonly share: number | undefined;
}

export interface FlowOptions {
  readonly asOf: string;
  readonly loss?: Loss;
  /** Measured weeks, by workload. @default - the declared curves */
  readonly weeks?: Readonly<Record<string, Week>>;
  /** Minutes from one value to the next; more of them for a first look. @default - one */
  readonly step?: number;
  /** Nodes of a fleet instead of the declared ones. */
  readonly nodes?: Readonly<Record<string, number>>;
}

/** Tokens of a year at the rate of a week. */
export function perYear(tokens: Tokens): number {
  let sum = 0;
  for (const value of tokens) sum += value;
  return (sum / tokens.length) * minutesPerYear;
}

export function peakOf(tokens: Tokens): number {
  return tokens.reduce((most, value) => Math.max(most, value), 0);
}

/** Units of capacity that flows ask for in every minute; what nothing is known of asks for none. */
export function demandOf(flows: readonly Flow[]): Float64Array {
  const demand = new Float64Array(Math.max(1, flows[0]?.arriving.length ?? 0));
  for (const { arriving, share } of flows)
    for (let minute = 0; minute < demand.length; minute++) demand[minute] = (demand[minute] ?? 0) + (arriving[minute] ?? 0) * (share ?? 0);
  return demand;
}
