/** How old the facts are, and how far they are to be trusted. */
import { table } from './read.js';
import { type FactFileName, factFileNames, factRows } from './schema/files.js';

/** A list of facts, from a day. Days are those of its rows: YYYY-MM-DD, or YYYY-MM where no more is known. */
export interface FactAge {
  readonly file: string;
  readonly list: string;
  readonly rows: number;
  readonly oldest: string;
  readonly newest: string;
  /** Rows older than so many days. */
  readonly old: number;
  readonly thirdParty: number;
  readonly unconfirmed: number;
}

/** Every list, the one with the oldest row first. `days`: from when on a row is old. */
export function factAges(asOf: string, days: number): FactAge[] {
  return factFileNames
    .flatMap((file) => Object.keys(factRows[file]).map((list) => age(file, list, asOf, days)))
    .filter(({ rows }) => rows > 0)
    .sort((a, b) => (a.oldest === b.oldest ? (`${a.file} ${a.list}` < `${b.file} ${b.list}` ? -1 : 1) : a.oldest < b.oldest ? -1 : 1));
}

function age(file: FactFileName, list: string, asOf: string, days: number): FactAge {
  const rows = table(file, list as never) as readonly { readonly asOf: string; readonly confidence?: string }[];
  const dates = rows.map((row) => row.asOf).sort();
  const limit = Date.parse(asOf) - days * 86_400_000;
  return {
    file: `facts/${file}.yaml`,
    list,
    rows: rows.length,
    oldest: dates[0] ?? '',
    newest: dates.at(-1) ?? '',
    old: dates.filter((day) => Date.parse(day.length === 'YYYY-MM'.length ? `${day}-01` : day) < limit).length,
    thirdParty: rows.filter(({ confidence }) => confidence === 'third-party').length,
    unconfirmed: rows.filter(({ confidence }) => confidence === 'unconfirmed').length,
  };
}
