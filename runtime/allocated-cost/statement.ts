import { inCents } from './cents.js';
import type { Charge } from './charge.js';
import type { Line } from './lines.js';
import type { CostRules } from './rules.js';

/** What an account was invoiced in a month by the rows of its bill, in its currency. */
export interface Billed {
  readonly cloud: string;
  readonly account: string;
  readonly currency: string;
  readonly amount: number;
}

/** A billing month: who pays what, and how far it can be trusted. */
export interface Statement {
  readonly period: string;
  readonly lines: readonly Line[];
  readonly billed: readonly Billed[];
  /** Billed to accounts that are not of this topology, and so in no line. */
  readonly outside: readonly Billed[];
  /** Part of what usage costs that a tag attributes; 1 where nothing is charged. */
  readonly coverage: number;
  /** Accounts of the topology that no row speaks of. */
  readonly silent: readonly string[];
}

/** `lines` as charges or the query make them, unrounded. */
export function statementOf(rules: CostRules, period: string, charges: readonly Charge[], lines: readonly Line[]): Statement {
  const of = charges.filter((charge) => charge.period === period);
  const ours = of.filter(({ account }) => rules.accounts[account] !== undefined);
  const seen = new Set(ours.map(({ account }) => account));
  return {
    period,
    lines: rounded(lines.filter((line) => line.period === period)),
    billed: billedBy(ours, ({ account }) => rules.accounts[account] ?? account),
    outside: billedBy(
      of.filter(({ account }) => rules.accounts[account] === undefined),
      ({ account }) => account,
    ),
    coverage: coverageOf(lines.filter((line) => line.period === period)),
    silent: Object.entries(rules.accounts)
      .flatMap(([id, alias]) => (seen.has(id) ? [] : [alias]))
      .sort(),
  };
}

/** Lines of one invoice add up to it in cents. */
function rounded(lines: readonly Line[]): Line[] {
  const invoices = new Map<string, { line: Line; place: number }[]>();
  lines.forEach((line, place) => {
    const key = JSON.stringify([line.cloud, line.account, line.currency]);
    invoices.set(key, [...(invoices.get(key) ?? []), { line, place }]);
  });
  const placed: Line[] = [...lines];
  for (const invoice of invoices.values()) {
    const amounts = inCents(invoice.map(({ line }) => line.amount));
    const dollars = inCents(invoice.map(({ line }) => (line.usd === 'unknown' ? 0 : line.usd)));
    invoice.forEach(({ line, place }, index) => {
      placed[place] = { ...line, amount: amounts[index] ?? 0, usd: line.usd === 'unknown' ? 'unknown' : (dollars[index] ?? 0) };
    });
  }
  return placed;
}

function billedBy(charges: readonly Charge[], nameOf: (charge: Charge) => string): Billed[] {
  const sums = new Map<string, Billed>();
  for (const charge of charges) {
    const { cloud, currency } = charge;
    const account = nameOf(charge);
    const key = JSON.stringify([cloud, account, currency]);
    sums.set(key, { cloud, account, currency, amount: (sums.get(key)?.amount ?? 0) + charge.billed });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, billed]) => ({ ...billed, amount: Math.round(billed.amount * 100) / 100 }));
}

/** Of usage alone, and of what has an amount in dollars: taxes, credits and prepayments of an account carry no tags. */
function coverageOf(lines: readonly Line[]): number {
  const usage = lines.filter(({ basis, category }) => category === 'Usage' && basis !== 'other application');
  const sum = (some: readonly Line[]) => some.reduce((total, { usd }) => total + (usd === 'unknown' ? 0 : usd), 0);
  const whole = sum(usage);
  return whole <= 0 ? 1 : sum(usage.filter(({ basis }) => basis !== 'untagged' && basis !== 'unknown workload')) / whole;
}

/** US dollars of a workload in a month so far, and whether every part of it could be converted. */
export function costOf({ lines }: Pick<Statement, 'lines'>, workload: string): { readonly usd: number; readonly whole: boolean } {
  const own = lines.filter((line) => line.workload === workload && (line.basis === 'own' || line.basis === 'share'));
  return { usd: own.reduce((sum, { usd }) => sum + (usd === 'unknown' ? 0 : usd), 0), whole: own.every(({ usd }) => usd !== 'unknown') };
}
