import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { changedLines } from '../../diff/lines.js';
import { apply, type Refreshed } from '../../facts/refresh/apply.js';
import { asked } from '../../facts/refresh/asked.js';
import type { Fetch, PriceSource, Quote } from '../../facts/refresh/source.js';
import { priceSources } from '../../facts/refresh/sources.js';
import { parseFacts } from '../../facts/schema/parse.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { writingInto } from '../../synthesis/storage.js';
import { InputError } from '../../topology/error.js';

export interface RefreshOptions {
  readonly asOf?: string;
  readonly source?: readonly string[];
  readonly write?: true;
}

/** A region of EC2 is some hundred megabytes. */
const longestMs = 15 * 60_000;
const onTheInternet: Fetch = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(longestMs) });

/**
 * Reads prices again and prints how facts/prices.yaml changes; writes it where asked to. Exit code 1 where a quote has a fault or a row is gone: those are left
 * as they were, for a person. A source that cannot be read does not keep the others from it, and its exit code is 2.
 */
export async function factsRefresh({ asOf, source, write }: RefreshOptions, ask: Fetch = onTheInternet): Promise<number> {
  const path = fileURLToPath(new URL('../../facts/prices.yaml', import.meta.url));
  const before = readFileSync(path, 'utf8');
  const read = asOfDate({}, asOf);
  const results: (Refreshed & { readonly id: string })[] = [];
  const failures: string[] = [];
  let text = before;
  for (const one of wanted(source)) {
    const key = one.key === undefined ? '' : process.env[one.key];
    if (key === undefined) {
      failures.push(`${one.id}: not read: it asks for a key. Set ${one.key}.`);
      continue;
    }
    const quotes = await quotesOf(one, ask, key);
    if (typeof quotes === 'string') {
      failures.push(`${one.id}: not read: ${quotes}`);
      continue;
    }
    const refreshed = apply(text, one, quotes, read);
    text = refreshed.text;
    results.push({ ...refreshed, id: one.id });
  }
  parseFacts('prices', text);
  if (write && text !== before) writingInto(path, () => writeFileSync(path, text));
  say(before, text, results, write === true);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  return failures.length > 0 ? 2 : results.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

async function quotesOf(source: PriceSource, ask: Fetch, key: string): Promise<readonly Quote[] | string> {
  try {
    return await source.quotes(ask, asked(), key);
  } catch (error) {
    // A bundle may hold the class twice: who catches it goes by the name.
    if (error instanceof Error && (error.name === 'SourceError' || error.name === 'CsvError' || error.name === 'TimeoutError')) return error.message;
    throw error;
  }
}

function wanted(ids: readonly string[] | undefined): readonly PriceSource[] {
  const unknown = (ids ?? []).filter((id) => priceSources[id] === undefined);
  if (unknown.length > 0)
    throw new InputError([{ message: `--source: received "${unknown.join('", "')}". Allowed: ${Object.keys(priceSources).join(', ')}.` }]);
  return Object.values(priceSources).filter(({ id }) => ids === undefined || ids.includes(id));
}

function say(before: string, after: string, results: readonly (Refreshed & { readonly id: string })[], written: boolean): void {
  const lines = before === after ? ['facts/prices.yaml: nothing changed'] : ['facts/prices.yaml', ...changedLines(before, after)];
  const faults = results.flatMap(({ id, faults: found }) => found.map(({ kind, subject, message }) => `${id}: ${kind}: ${subject}: ${message}`));
  const sums = results.map(({ id, changed, added, faults: found }) => `${id}: ${changed} rows changed, ${added} added, ${found.length} to look at`);
  const last = before === after ? [] : [written ? 'Written. Review the diff, then run the tests: plans change with prices.' : 'Not written: --write does.'];
  process.stdout.write(`${[...lines, '', ...faults, ...sums, ...last].join('\n')}\n`);
}
