import { isOf, type PriceRow } from './rows.js';
import type { Quote } from './source.js';

/** Something about a quote that a person has to look at before it becomes a fact. */
export interface PriceFault {
  readonly kind: 'zero' | 'inverted' | 'jumped' | 'gone' | 'no price';
  readonly subject: string;
  readonly message: string;
}

/** A price that moves by more in one reading is more often a wrong row than a new price. */
const mostFactor = 2;

export function subjectOf(quote: Quote): string {
  return quote.list === 'gpus'
    ? `${quote.host} ${quote.instance} ${quote.region} ${quote.term}`
    : `${quote.host} ${quote.model}${quote.region === undefined ? '' : ` ${quote.region}`}`;
}

/** What is wrong with a quote by itself, or beside the row that it would replace. */
export function quoteFaults(quote: Quote, row: PriceRow | undefined): PriceFault[] {
  const subject = subjectOf(quote);
  const values: Readonly<Record<string, number>> = quote.list === 'gpus' ? { usdPerHour: quote.usdPerHour } : { input: quote.input, output: quote.output };
  const fault = (kind: PriceFault['kind'], message: string): PriceFault => ({ kind, subject, message });
  if (Object.values(values).some((value) => !Number.isFinite(value) || value < 0)) return [fault('no price', 'the source gives no number')];
  if (Object.values(values).includes(0)) return [fault('zero', `${inWords(values)}: nothing is free, and a zero is a missing price`)];
  return [
    ...(quote.list === 'tokens' && quote.output < quote.input ? [fault('inverted', `${inWords(values)}: answers cheaper than prompts`)] : []),
    ...Object.entries(values).flatMap(([name, value]) => {
      const before = row?.data[name];
      if (typeof before !== 'number' || before === 0) return [];
      const factor = Math.max(value / before, before / value);
      return factor > mostFactor ? [fault('jumped', `${name} ${before} → ${value}, ${factor.toFixed(1)} times. Allowed: ${mostFactor} times`)] : [];
    }),
  ];
}

const inWords = (values: Readonly<Record<string, number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** Rows that a source told before and tells no more: retired, renamed, or lost. Flagged ones are known to be so. */
export function goneFaults(rows: readonly PriceRow[], quotes: readonly Quote[], source: string): PriceFault[] {
  return rows
    .filter(({ data }) => data['source'] === source && data['flag'] === undefined)
    .filter((row) => !quotes.some((quote) => isOf(row, quote, source)))
    .map(({ data, line }) => ({
      kind: 'gone',
      subject: [data['host'], data['model'] ?? data['instance'], data['region'] ?? data['scope']].filter((part) => part !== undefined).join(' '),
      message: `facts/prices.yaml:${line} is from ${source}, which does not have it any more: retired or renamed`,
    }));
}
