/** Legal regimes that a workload may fall under, and what each demands. Source: regimes.yaml. */
import { type Row, table } from './read.js';

export type Regime = Row<'regimes', 'regimes'>;

/** Every regime that a topology may name, in the order of their names. */
export function regimes(): readonly string[] {
  return table('regimes', 'regimes').map(({ regime }) => regime);
}

/** What a regime demands; throws on one that no topology can name. */
export function regimeFacts(regime: string): Regime {
  const row = table('regimes', 'regimes').find((candidate) => candidate.regime === regime);
  if (row === undefined) throw new Error(`facts/regimes.yaml has no regime '${regime}'`);
  return row;
}

/** Regimes in words, as a person who fills in a topology asks. */
export function regimeWords(): string {
  return table('regimes', 'regimes')
    .map(({ regime, what }) => `${regime} (${what})`)
    .join('; ');
}

/** Addenda that a contract may have. */
export function addenda(): readonly string[] {
  return table('regimes', 'addenda').map(({ addendum }) => addendum);
}

/** Addenda in words. */
export function addendumWords(): string {
  return table('regimes', 'addenda')
    .map(({ addendum, what }) => `${addendum} (${what})`)
    .join(', ');
}

/** Where the demands of a regime stand, with the caveat that belongs to it. */
export function regimeBasis({ regime, basis, source, asOf }: Regime): string {
  return `${regime}: ${basis} (facts/regimes.yaml, ${source}, ${asOf}). An engineering reading, not legal advice`;
}
