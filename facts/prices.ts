/** List prices of tokens. Source: prices.yaml. */
import { table } from './read.js';

/** USD per 10^6 tokens of a release in a region; undefined where no row may be used: flagged rows are wrong, and variants are other offers. */
export function tokenPrice(host: string, release: string, region: string): { readonly input: number; readonly output: number } | undefined {
  const rows = table('prices', 'tokens').filter((row) => row.host === host && row.release === release && row.flag === undefined && row.variant === undefined);
  // A row of the region itself, else what the source shows without one.
  return rows.find((row) => row.region === region) ?? rows.find((row) => row.region === undefined);
}
