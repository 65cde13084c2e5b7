import { describe, expect, it } from 'vitest';
import type { Row } from '../../../runtime/allocated-cost/charge.js';
import { type CostJob, run } from '../../../runtime/allocated-cost/job.js';
import type { Bill, Sources } from '../../../runtime/allocated-cost/sources.js';
import type { DayUse } from '../../../runtime/allocated-cost/usage.js';
import { fleet, row, rules } from './bill-of.js';

const job: CostJob = {
  namespace: 'N',
  store: { bucket: 'b', account: '111122223333' },
  rules,
  logs: [{ zone: 'eu', region: 'eu-north-1', logGroup: 'spend' }],
  months: 2,
  lateDays: 3,
  quietHours: 72,
};

/** AWS as far as the job sees it: what it is delivered, what hosts served, and what it keeps. */
function world() {
  const bills: Record<string, Row[]> = {};
  const served: Record<string, DayUse[]> = {};
  const billed: Record<string, Bill> = {};
  const kept = new Map<string, string>();
  const asked: string[] = [];
  const sources: Sources = {
    async *rows(period) {
      for (const [index, one] of (bills[period] ?? []).entries()) yield { row: one, place: `${period}.csv:${index + 2}` };
    },
    spend: async (_, day) => {
      asked.push(day);
      return served[day] ?? [];
    },
    bill: async (period) => billed[period] ?? { invoices: [], final: false },
    read: async (key) => kept.get(key),
    keep: async (key, text) => {
      kept.set(key, text);
    },
  };
  return { bills, served, billed, kept, asked, sources };
}

const use = (day: string, workload: string, tokens: number): DayUse => ({ day, host: 'fleet', workload, tokens, busiestMinute: tokens });
const november = (day: number, hour = 12) => Date.UTC(2026, 10, day, hour);

describe('the job', () => {
  it('says what each workload costs in the month so far', async () => {
    const { bills, served, sources } = world();
    bills['2026-11'] = [
      row(100, fleet, { BillingPeriodStart: '2026-11-01', ChargePeriodStart: '2026-11-02' }),
      row(7, { workload: 'short' }, { BillingPeriodStart: '2026-11-01' }),
    ];
    bills['2026-10'] = [row(900, { workload: 'long' })];
    served['2026-11-02'] = [use('2026-11-02', 'long', 100), use('2026-11-02', 'short', 100)];
    const { cost, faults } = await run(job, sources, november(9));
    expect([cost, faults]).toEqual([{ long: 75, short: 32 }, []]);
  });

  it('keeps a page and a table for each cost centre', async () => {
    const { bills, kept, sources } = world();
    bills['2026-10'] = [row(900, { workload: 'long' })];
    bills['2026-11'] = [row(1, { workload: 'short' }, { BillingPeriodStart: '2026-11-01' })];
    await run(job, sources, november(9));
    expect([...kept.keys()].filter((key) => key.startsWith('statements/2026-10/'))).toEqual([
      'statements/2026-10/all.csv',
      'statements/2026-10/cc-1.csv',
      'statements/2026-10/cc-1.md',
      'statements/2026-10/summary.json',
    ]);
    expect(kept.get('statements/2026-10/cc-1.md')).toContain('| long | 900.00 | 1000.00 | 90 % |');
    expect(kept.get('statements/2026-10/cc-1.csv')).toBe(
      'Period,CostCentre,Workload,Host,Basis,Category,Cloud,Account,Currency,Amount,Usd\r\n2026-10,cc-1,long,,own,Usage,aws,prod,USD,900.00,900.00\r\n',
    );
  });

  it('restates a month that ended when a credit arrives, says so, and goes on saying so', async () => {
    const { bills, kept, sources } = world();
    bills['2026-10'] = [row(900, { workload: 'long' })];
    await run(job, sources, november(5));
    const first = kept.get('statements/2026-10/cc-1.md') ?? '';
    bills['2026-10'].push(row(-50, { workload: 'long' }, { ChargeCategory: 'Credit' }));
    await run(job, sources, november(6));
    const second = kept.get('statements/2026-10/cc-1.md') ?? '';
    await run(job, sources, november(7));
    expect(first).toContain('Total: 900.00 USD.\n');
    expect(second).toContain('Total: 850.00 USD. Restated: it was 900.00 USD.');
    expect(kept.get('statements/2026-10/cc-1.md')).toBe(second);
  });

  it('restates the month when spend lines come late, and asks no more for days that are settled', async () => {
    const { bills, served, kept, asked, sources } = world();
    bills['2026-10'] = [row(100, fleet, { ChargePeriodStart: '2026-10-31' })];
    served['2026-10-31'] = [use('2026-10-31', 'long', 100)];
    await run(job, sources, november(1));
    served['2026-10-31'] = [use('2026-10-31', 'long', 100), use('2026-10-31', 'short', 300)];
    asked.length = 0;
    await run(job, sources, november(3));
    expect(kept.get('statements/2026-10/cc-2.md')).toContain('Total: 50.00 USD. Restated: it was nothing.');
    expect(asked).toEqual(['2026-10-31', '2026-11-01', '2026-11-02', '2026-11-03']);
  });

  it('tells of a month that is off its invoice once AWS calls it final, and not before', async () => {
    const { bills, billed, kept, sources } = world();
    bills['2026-10'] = [row(900, { workload: 'long' })];
    bills['2026-11'] = [row(1, { workload: 'long' }, { BillingPeriodStart: '2026-11-01' })];
    billed['2026-10'] = { invoices: [{ account: 'prod', currency: 'USD', amount: 950 }], final: false };
    expect((await run(job, sources, november(9))).faults).toEqual([]);
    billed['2026-10'] = { ...billed['2026-10'], final: true };
    expect((await run(job, sources, november(9))).faults).toEqual(['2026-10: prod is -50 off its invoice']);
    expect(kept.get('statements/2026-10/cc-1.md')).toContain('-50.00 apart, more than the tolerance of 1.00');
  });

  it('tells of a month without a bill after three days, of rows that cannot be read and of amounts without a rate', async () => {
    const { bills, sources } = world();
    bills['2026-10'] = [row(1, {}, { BilledCost: '' }), row(1, { workload: 'long' }, { BillingCurrency: 'EUR' })];
    const { faults } = await run(job, sources, november(4, 1));
    expect(faults).toEqual(['2026-10: 1 rows cannot be charged', '2026-10: amounts without a rate to US dollars', '2026-11: no row of any bill']);
    expect((await run(job, sources, november(3, 1))).faults).not.toContain('2026-11: no row of any bill');
  });

  it('tells of tags that cannot be read, and of rows of another month than that of their file', async () => {
    const { bills, sources } = world();
    bills['2026-10'] = [row(1, {}, { Tags: '[{"key":"workload","value":"long"}]' }), row(1, { workload: 'long' }, { BillingPeriodStart: '2026-09-01' })];
    const { faults } = await run(job, sources, november(3, 1));
    expect(faults).toEqual(['2026-10: tags of 1 rows cannot be read', '2026-10: its files have rows of 2026-09, which are in no statement']);
  });

  it('makes no statement when hosts cannot be asked', async () => {
    const { bills, kept, sources } = world();
    bills['2026-10'] = [row(1, { workload: 'long' })];
    const broken: Sources = { ...sources, spend: () => Promise.reject(new Error('throttled')) };
    await expect(run(job, broken, november(1))).rejects.toThrow('throttled');
    expect([...kept.keys()]).toEqual([]);
  });
});
