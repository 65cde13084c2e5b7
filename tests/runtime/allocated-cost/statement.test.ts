import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../runtime/allocated-cost/charge.js';
import { type Line, linesOf } from '../../../runtime/allocated-cost/lines.js';
import { notesOf, tieOut } from '../../../runtime/allocated-cost/notes.js';
import { csvOf } from '../../../runtime/allocated-cost/pages.js';
import type { CostRules } from '../../../runtime/allocated-cost/rules.js';
import { sharesOf } from '../../../runtime/allocated-cost/shares.js';
import { statementOf } from '../../../runtime/allocated-cost/statement.js';
import { SpendLines } from '../../support/spend-lines.js';
import { fleet, ledgerOf, row, rules } from './bill-of.js';

const line = (workload: string, tokens: number, over: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    kind: 'attempt',
    workload,
    host: 'fleet',
    request: `${workload}-${tokens}`,
    at: '2026-10-09T10:00:00.000Z',
    tokensIn: tokens,
    tokensOut: 0,
    ended: 'complete',
    ...over,
  });

const novemberFirst = Date.UTC(2026, 10, 1);

function statement(rows: readonly Row[], spend: readonly string[] = [], some: CostRules = rules, period = '2026-10') {
  const lines = new SpendLines();
  for (const text of spend) lines.add(text);
  const days = lines.days();
  const charges = ledgerOf(rows).charges();
  const made = linesOf(some, charges, (host, month) => sharesOf(some, days, month, host, novemberFirst));
  return statementOf(some, period, charges, made);
}

const brief = ({ lines }: { readonly lines: readonly Line[] }) => lines.map(({ costCentre, workload, basis, amount }) => [costCentre, workload, basis, amount]);

describe('who pays', () => {
  it('its own, a share of the shared fleet by weighted tokens, and finance what is common', () => {
    // 300 × 0.001 and 100 × 0.003: half each.
    const found = statement(
      [row(40, { workload: 'long' }), row(100, fleet), row(8, { workload: 'shared', host: 'shared' })],
      [line('short', 300), line('long', 100)],
    );
    expect(brief(found)).toEqual([
      ['cc-0', 'shared', 'common', 8],
      ['cc-1', 'long', 'own', 40],
      ['cc-1', 'long', 'share', 50],
      ['cc-2', 'short', 'share', 50],
    ]);
  });

  it('finance, where nobody used the fleet', () => expect(brief(statement([row(100, fleet)], [line('long', 0)]))).toEqual([['cc-0', 'shared', 'idle', 100]]));

  it('finance for what is idle, where that is the rule', () => {
    // 100 × 0.003 tokens over the 44,640 minutes of October on 4 nodes.
    const found = statement([row(1e6, fleet)], [line('long', 44_640 * 100)], { ...rules, idle: 'shared' });
    expect(brief(found)).toEqual([
      ['cc-0', 'shared', 'idle', 925_000],
      ['cc-1', 'long', 'share', 75_000],
    ]);
  });

  it('who makes the fleet large, where that is the rule', () => {
    const spend = [line('long', 100), line('short', 100, { at: '2026-10-09T11:00:00Z' }), line('short', 200, { at: '2026-10-10T11:00:00Z' })];
    // Busiest minutes: 100 × 0.003 and 200 × 0.001.
    expect(brief(statement([row(100, fleet)], spend, { ...rules, idle: 'peak' }))).toEqual([
      ['cc-1', 'long', 'share', 60],
      ['cc-2', 'short', 'share', 40],
    ]);
  });

  it('by the month of use: a credit of October for September is divided as September was', () => {
    const credit = row(-10, fleet, { ChargeClass: 'Correction', ChargePeriodStart: '2026-09-30T23:00:00Z' });
    const spend = [line('short', 10, { at: '2026-09-30T23:59:59.999Z' }), line('long', 10, { at: '2026-10-01T00:00:00.000Z' })];
    expect(brief(statement([row(100, fleet), credit], spend))).toEqual([
      ['cc-1', 'long', 'share', 100],
      ['cc-2', 'short', 'share', -10],
    ]);
  });

  it('nobody for what has no tag, an unknown one or another application’s', () => {
    const rows = [
      row(1, {}),
      row(2, { workload: 'gone' }),
      row(4, { workload: 'long', application: 'other' }),
      row(8, { workload: 'long', application: 'llama' }),
    ];
    expect(brief(statement(rows))).toEqual([
      ['cc-1', 'long', 'own', 8],
      ['unattributed', '', 'other application', 4],
      ['unattributed', '', 'untagged', 1],
      ['unattributed', 'gone', 'unknown workload', 2],
    ]);
  });

  it('nobody else for a workload that the topology does not know: its tokens weigh as the mean', () => {
    expect(brief(statement([row(100, fleet)], [line('long', 100), line('gone', 100)]))).toEqual([
      ['cc-1', 'long', 'share', 50],
      ['unattributed', 'gone', 'unknown workload', 50],
    ]);
  });

  it('what commitments cost in the month of use; what was paid ahead is told apart', () => {
    const rows = [
      row(0, { workload: 'long' }, { EffectiveCost: '30' }),
      row(0, {}, { EffectiveCost: '10', CommitmentDiscountStatus: 'Unused' }),
      row(900, {}, { EffectiveCost: '0', ChargeCategory: 'Purchase' }),
    ];
    const found = statement(rows);
    expect(brief(found)).toEqual([
      ['cc-1', 'long', 'own', 30],
      ['unattributed', '', 'prepaid', 860],
      ['unattributed', '', 'untagged', 10],
    ]);
    expect(found.billed).toEqual([{ cloud: 'aws', account: 'prod', currency: 'USD', amount: 900 }]);
  });

  it('in the invoice’s currency; amounts of two are never added', () => {
    const found = statement([
      row(10, { workload: 'long' }),
      row(10, { workload: 'long' }, { BillingCurrency: 'EUR', ProviderName: 'Microsoft', SubAccountId: '00000000-0000-4000-8000-000000000000' }),
    ]);
    expect(found.lines.map(({ currency, amount, usd }) => [currency, amount, usd])).toEqual([
      ['USD', 10, 10],
      ['EUR', 10, 'unknown'],
    ]);
    expect(notesOf(found, ledgerOf([]).notes(), [])).toContain('No rate for EUR: those lines have no amount in US dollars.');
  });

  it('of the billing month alone, and of accounts of the topology alone', () => {
    const found = statement([
      row(10, { workload: 'long' }),
      row(5, { workload: 'long' }, { BillingPeriodStart: '2026-11-01' }),
      row(7, { workload: 'long' }, { SubAccountId: '999900001111' }),
    ]);
    expect(brief(found)).toEqual([['cc-1', 'long', 'own', 10]]);
    expect([found.outside, found.silent]).toEqual([[{ cloud: 'aws', account: '999900001111', currency: 'USD', amount: 7 }], ['dev', 'search']]);
  });
});

describe('spend lines', () => {
  it('count once each, in the month of their own time, and not where a host refused', () => {
    const lines = new SpendLines();
    const twice = line('long', 5);
    for (const text of [
      twice,
      twice,
      line('long', 9, { ended: 'refused' }),
      line('long', 3, { kind: 'request' }),
      'Envoy starts',
      line('long', -1, { request: 'n' }),
    ])
      lines.add(text);
    expect(lines.days()).toEqual([{ day: '2026-10-09', host: 'fleet', workload: 'long', tokens: 5, busiestMinute: 5 }]);
    expect(lines.counts).toEqual({ lines: 1, repeated: 1, unreadable: 2 });
  });
});

describe('a month', () => {
  it('adds up to its invoice in cents, whatever is charged', () => {
    const tags = fc.constantFrom({ workload: 'long' }, { workload: 'short' }, fleet, {}, { workload: 'shared' }, { workload: 'gone' });
    const amount = fc.double({ min: -1e4, max: 1e4, noNaN: true });
    const rows = fc.array(fc.tuple(amount, amount, tags), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(rows, fc.nat(1_000), fc.nat(1_000), (some, long, short) => {
        const found = statement(
          some.map(([billed, effective, tag]) => row(0, tag, { BilledCost: String(billed), EffectiveCost: String(effective) })),
          [line('long', long), line('short', short)],
        );
        const cents = found.lines.reduce((sum, one) => sum + Math.round(one.amount * 100), 0) + 0;
        expect(cents).toBe(Math.round((found.billed[0]?.amount ?? 0) * 100) + 0);
      }),
      { numRuns: 60 },
    );
  });

  it('is compared with its invoice within the tolerance', () => {
    const found = statement([row(2_000, { workload: 'long' })]);
    const compare = (amount: number) => tieOut(rules, found, [{ account: 'prod', currency: 'USD', amount }]).map(({ within }) => within);
    expect([compare(2_002), compare(2_002.01), compare(1_998)]).toEqual([[true], [false], [false]]);
    expect(tieOut(rules, found, [{ account: 'dev', currency: 'EUR', amount: 5 }])[0]).toMatchObject({ within: false, difference: -5 });
  });

  it('has a page that a spreadsheet does not run', () => {
    const [text] = [csvOf(statement([row(1, { workload: '=cmd|1,2' })]).lines)];
    expect(text).toContain('"\'=cmd|1,2"');
  });
});
