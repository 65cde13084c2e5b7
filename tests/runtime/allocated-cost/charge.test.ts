import { describe, expect, it } from 'vitest';
import { chargeOf, type Row } from '../../../runtime/allocated-cost/charge.js';
import { instantOf, monthBefore, monthOf } from '../../../runtime/allocated-cost/time.js';
import { ledgerOf, row } from './bill-of.js';

const months = (text: string) => {
  const at = instantOf(text);
  return at === undefined ? 'none' : monthOf(at);
};

describe('months of a bill', () => {
  it.each([
    ['2026-10-31T23:59:59.999Z', '2026-10'],
    ['2026-11-01T00:00:00Z', '2026-11'],
    ['2026-10-31T23:30:00-02:00', '2026-11'],
    ['2026-11-01T00:30:00+01:00', '2026-10'],
    ['2026-11-01 00:00:00', '2026-11'],
    ['2026-11-01 00:00:00 UTC', '2026-11'],
    ['2026-11-01', '2026-11'],
    // Google's month begins in California.
    ['2026-10-01T07:00:00Z', '2026-10'],
    ['2025-03-21T21:04:06.5234447Z', '2025-03'],
    ['11/01/2026', 'none'],
    ['', 'none'],
  ])('%s is in %s', (text, month) => expect(months(text)).toBe(month));

  it('go back over a year', () => expect([monthBefore('2026-01'), monthBefore('2026-11', 2)]).toEqual(['2025-12', '2026-09']));
});

describe('a row of a bill', () => {
  const charge = (over: Row, tags: Readonly<Record<string, string>> = { workload: 'long' }) => chargeOf(row(10, tags, over));

  it.each([
    ['AWS', { user_workload: 'long' }, false],
    ['a key as a report has it', { 'user:workload': 'long' }, false],
    ['a value in capitals', { workload: 'LONG' }, true],
    ['a key in capitals', { Workload: 'long' }, true],
  ])('has its workload under %s', (_, tags, respelled) => expect(charge({}, tags as never)).toMatchObject({ workload: 'long', respelled }));

  it('of Azure without braces around its tags', () =>
    expect(charge({ Tags: '"workload": "long","host": "fleet"' })).toMatchObject({ workload: 'long', host: 'fleet' }));

  it('of Google has the label of the resource before that of its project', () => {
    const labels = {
      Tags: '',
      x_Labels: '[{"Key":"workload","Value":"long"}]',
      x_ProjectLabels: '[{"Key":"workload","Value":"shared"},{"Key":"host","Value":"h"}]',
    };
    expect(charge(labels)).toMatchObject({ workload: 'long', host: 'h' });
  });

  it('with two spellings that say different things has none', () =>
    expect(charge({}, { WORKLOAD: 'long', Workload: 'short' })).toMatchObject({ workload: '' }));

  it('with the exact key keeps to it, whatever another spelling says', () =>
    expect(charge({}, { workload: 'long', Workload: 'short' })).toMatchObject({ workload: 'long', respelled: false }));

  it('with tags that are no JSON is told', () => expect(charge({ Tags: '{workload' })).toMatchObject({ workload: '', unreadable: true }));

  it('with labels in a list of another form is told, and not taken for one without any', () => {
    expect(charge({ Tags: '', x_Labels: '[{"key":"workload","value":"long"}]' })).toMatchObject({ workload: '', unreadable: true });
    expect(charge({ Tags: '["workload=long"]' })).toMatchObject({ workload: '', unreadable: true });
  });

  it.each([
    ['x_BilledCostInUsd', { x_BilledCostInUsd: '11', x_EffectiveCostInUsd: '12' }, { billed: 11, effective: 12 }],
    ['a rate from a price list in dollars', { PricingCurrency: 'USD', x_BillingExchangeRate: '0.8' }, { billed: 12.5, effective: 12.5 }],
    ['a rate from euros to euros', { PricingCurrency: 'EUR', x_BillingExchangeRate: '1' }, 'unknown'],
    ["Google's rate", { x_CurrencyConversionRate: '0.5' }, { billed: 20, effective: 20 }],
    ['nothing', {}, 'unknown'],
  ])('in another currency is in dollars by %s', (_, over, usd) => expect(charge({ BillingCurrency: 'EUR', ...over })).toMatchObject({ currency: 'EUR', usd }));

  it.each(['', 'n/a', '1,5', '0x10', 'NaN'])('with "%s" for a cost is not charged as nothing', (cost) =>
    expect(charge({ EffectiveCost: cost })).toHaveProperty('bad'),
  );

  it('may be tiny, and negative', () => {
    expect(charge({ BilledCost: '6.123E-7' })).toMatchObject({ billed: 6.123e-7 });
    expect(charge({ BilledCost: '-3' })).toMatchObject({ billed: -3 });
  });

  it('names its subscription by path or id', () =>
    expect(charge({ SubAccountId: '/subscriptions/00000000-0000-4000-8000-00000000000A' })).toMatchObject({ account: '00000000-0000-4000-8000-00000000000a' }));
});

describe('rows of a bill', () => {
  it('that are the same in every column count once, and what they would have added is told', () => {
    const one = row(10, { workload: 'long' });
    const ledger = ledgerOf([one, { ...one }, row(10, { workload: 'long' })]);
    expect(ledger.charges().map(({ billed }) => billed)).toEqual([20]);
    expect(ledger.notes().repeated).toEqual({ rows: 1, billed: { USD: 10 } });
  });

  it('that cannot be read are told by file and line', () => {
    expect(ledgerOf([row(1, {}, { BilledCost: '?' })]).notes().bad).toEqual({ rows: 1, examples: ['bill.csv:2: BilledCost is "?"'] });
  });
});
