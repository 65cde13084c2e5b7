/** Which two letters are a country, and what is meant by those that are not. Source: jurisdictions.yaml. */
import { table } from './read.js';

let codes: ReadonlySet<string> | undefined;

/** Whether two letters are a code of ISO 3166-1 alpha-2. */
export function isCountry(code: string): boolean {
  codes ??= new Set(table('jurisdictions', 'countries').flatMap((row) => row.codes));
  return codes.has(code);
}

/** What is meant by two letters that look like a country and are none; undefined for others. */
export function meantBy(code: string): string | undefined {
  return table('jurisdictions', 'notCountries').find((row) => row.code === code)?.meant;
}
