import { LineCounter, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Quote } from './source.js';

/** A row of prices.yaml as text can be changed in it. */
export interface PriceRow {
  readonly list: Quote['list'];
  readonly data: Readonly<Record<string, unknown>>;
  /** Of each value in the text: where it begins and ends. */
  readonly places: Readonly<Record<string, readonly [start: number, end: number]>>;
  /** After the last value; before the closing brace. */
  readonly end: number;
  readonly line: number;
}

/** Rows of both lists, with their places in the text. */
export function priceRows(text: string): PriceRow[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return (['tokens', 'gpus'] as const).flatMap((list) => {
    const items = (document.get(list) as YAMLSeq<YAMLMap> | undefined)?.items ?? [];
    return items.map((item): PriceRow => {
      const pairs = item.items.map((pair) => {
        const { range } = pair.value as { range: readonly [number, number, number] };
        return [String(pair.key), [range[0], range[1]]] as const;
      });
      const start = item.range?.[0] ?? 0;
      return { list, data: item.toJSON(), places: Object.fromEntries(pairs), end: pairs.at(-1)?.[1][1] ?? start, line: lines.linePos(start).line };
    });
  });
}

/** What a row and a quote are about. Of a source that knows no regions the model as it spells it; else the offer, whoever told its price before. */
export function isOf({ list, data }: PriceRow, quote: Quote, source: string): boolean {
  // A flagged row is known to be wrong or gone: what a source says now is another row.
  if (list !== quote.list || data['host'] !== quote.host || data['flag'] !== undefined) return false;
  if (quote.list === 'gpus') return data['instance'] === quote.instance && data['region'] === quote.region && data['term'] === quote.term;
  if (quote.region === undefined) return data['source'] === source && data['model'] === quote.model;
  return data['release'] === quote.release && data['region'] === quote.region && data['variant'] === undefined;
}
