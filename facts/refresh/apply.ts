import { parseDocument, type YAMLMap } from 'yaml';
import { goneFaults, type PriceFault, quoteFaults } from './lint.js';
import { isOf, type PriceRow, priceRows } from './rows.js';
import type { PriceSource, Quote } from './source.js';

export interface Refreshed {
  readonly text: string;
  readonly faults: readonly PriceFault[];
  readonly changed: number;
  readonly added: number;
}

type Splice = readonly [start: number, end: number, text: string];

/**
 * prices.yaml with what a source says, and everything else as it was: comments, order, spacing. A quote with a fault changes nothing. `read`: the day of the
 * reading, for quotes that say none.
 */
export function apply(text: string, source: Pick<PriceSource, 'id' | 'what' | 'where'>, quotes: readonly Quote[], read: string): Refreshed {
  const rows = priceRows(text);
  const faults = goneFaults(rows, quotes, source.id);
  const splices: Splice[] = [];
  const fresh: Quote[] = [];
  let changed = 0;
  for (const quote of quotes) {
    const row = rows.find((one) => isOf(one, quote, source.id));
    const found = quoteFaults(quote, row);
    faults.push(...found);
    if (found.length > 0) continue;
    if (row === undefined) fresh.push(quote);
    else {
      const own = changes(text, row, fields(quote, source.id, read));
      if (own.length > 0) changed++;
      splices.push(...own);
    }
  }
  const lines = fresh.map((quote) => added(text, rows, quote, source.id, read));
  const touched = splices.length + lines.length > 0;
  return {
    text: spliced(text, [...splices, ...lines, ...(touched ? [sourceLine(text, source, read)] : [])]),
    faults,
    changed,
    added: fresh.length,
  };
}

function fields(quote: Quote, source: string, read: string): Record<string, string> {
  const values = quote.list === 'gpus' ? { usdPerHour: quote.usdPerHour } : { input: quote.input, output: quote.output };
  return {
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
    source,
    asOf: (quote.list === 'tokens' ? quote.asOf : undefined) ?? read,
  };
}

/** What changes in a row. What was said of the price of another source goes with it: how far it was to be trusted, and why. */
function changes(text: string, { data, places, end }: PriceRow, next: Readonly<Record<string, string>>): Splice[] {
  // Among the columns of the price, not behind its source.
  const before = places['source'] === undefined ? end : text.lastIndexOf(', source:', places['source'][0]);
  const set = Object.entries(next).flatMap(([name, value]): Splice[] => {
    const place = places[name];
    if (place === undefined) return [[before, before, `, ${name}: ${value}`]];
    return String(data[name]) === value ? [] : [[place[0], place[1], value]];
  });
  const stale = data['source'] === next['source'] ? [] : ['confidence', 'note', 'corroboratedBy'];
  const dropped = stale.flatMap((name): Splice[] => {
    const place = places[name];
    return place === undefined ? [] : [[text.lastIndexOf(`, ${name}:`, place[0]), place[1], '']];
  });
  return [...set, ...dropped];
}

/** A row more, after the last one of its host. */
function added(text: string, rows: readonly PriceRow[], quote: Quote, source: string, read: string): Splice {
  const own = rows.filter(({ list }) => list === quote.list);
  const after = own.filter(({ data }) => data['host'] === quote.host).at(-1) ?? own.at(-1);
  const at = after === undefined ? text.length : text.indexOf('\n', after.end) + 1;
  const told =
    quote.list === 'gpus'
      ? { host: quote.host, instance: quote.instance, ...gpuOf(own, quote.instance), region: quote.region, term: quote.term }
      : { host: quote.host, model: quote.model, release: quote.release, ...(quote.region === undefined ? { scope: 'unspecified' } : { region: quote.region }) };
  const row = { ...told, ...fields(quote, source, read) };
  return [
    at,
    at,
    `  - {${Object.entries(row)
      .map(([name, value]) => `${name}: ${scalar(String(value))}`)
      .join(', ')}}\n`,
  ];
}

function gpuOf(rows: readonly PriceRow[], instance: string): object {
  const { gpu, gpus } = rows.find(({ data }) => data['instance'] === instance)?.data ?? {};
  return { gpu, gpus };
}

const scalar = (value: string) => (/[:#{}[\],&*!|>'"%@`]|^\s|\s$/.test(value) ? JSON.stringify(value) : value);

/** The source with the day on which it was read. */
function sourceLine(text: string, { id, what, where }: Pick<PriceSource, 'id' | 'what' | 'where'>, read: string): Splice {
  const sources = parseDocument(text).get('sources') as YAMLMap;
  const known = sources.get(id) as YAMLMap | undefined;
  const day = known?.get('asOf', true) as { range?: readonly [number, number, number] } | undefined;
  if (day?.range !== undefined) return [day.range[0], day.range[1], read];
  const last = sources.items.at(-1)?.value as { range: readonly [number, number, number] };
  const at = text.indexOf('\n', last.range[0]) + 1;
  return [at, at, `  ${id}: {what: ${scalar(what)}, where: ${scalar(where)}, asOf: ${read}}\n`];
}

function spliced(text: string, splices: readonly Splice[]): string {
  return [...splices].sort((a, b) => b[0] - a[0]).reduce((before, [start, end, next]) => before.slice(0, start) + next + before.slice(end), text);
}
