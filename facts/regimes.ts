/** Legal regimes that a workload may fall under. Source: regimes.yaml. */
import { table } from './read.js';

/** Every regime that a topology may name, in the order of their names. */
export function regimes(): readonly string[] {
  return table('regimes', 'regimes').map(({ regime }) => regime);
}

/** What data a regime is about, and the addendum that contracts need for it. */
export function regimeFacts(regime: string): { readonly what: string; readonly addendum: 'baa' | 'dpa' } | undefined {
  return table('regimes', 'regimes').find((row) => row.regime === regime);
}
