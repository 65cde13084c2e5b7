import { factAges } from '../../facts/ages.js';
import { staleAfterDays } from '../../planner/cost/price-age.js';
import { align } from '../../reports/align.js';
import { asOfDate } from '../../synthesis/as-of.js';

export interface FactsOptions {
  readonly asOf?: string;
  readonly format: 'text' | 'json';
}

/** Prints how old every list of facts is, and how many of its rows nobody has confirmed. */
export function facts({ asOf: asked, format }: FactsOptions): number {
  const asOf = asOfDate({}, asked);
  const ages = factAges(asOf, staleAfterDays);
  if (format === 'json') {
    process.stdout.write(`${JSON.stringify({ asOf, oldAfterDays: staleAfterDays, lists: ages }, null, 2)}\n`);
    return 0;
  }
  const rows = ages.map(({ file, list, rows: count, oldest, newest, old, thirdParty, unconfirmed }) => [
    `${file} ${list}`,
    ...[count, oldest, newest, old, thirdParty, unconfirmed].map(String),
  ]);
  const head = ['list', 'rows', 'oldest', 'newest', `older than ${staleAfterDays} days`, 'third-party', 'unconfirmed'];
  process.stdout.write(`As of ${asOf}\n${align([head, ...rows])}\n`);
  return 0;
}
