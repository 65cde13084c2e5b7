import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { chargebackQuery } from '../../bin/chargeback/bill-query.js';
import { costRules } from '../../derived/cost-rules.js';
import type { Row } from '../../runtime/allocated-cost/charge.js';
import { Ledger } from '../../runtime/allocated-cost/ledger.js';
import { type Line, linesOf } from '../../runtime/allocated-cost/lines.js';
import { sharesOf } from '../../runtime/allocated-cost/shares.js';
import { SpendLines } from '../support/spend-lines.js';
import { topologyWith } from '../support/topologies.js';
import { bills, scratch, spend } from './given.js';

const rules = costRules(topologyWith([]).topology);
const until = Date.UTC(2026, 10, 24);

const { place, file } = scratch();

const brief = (lines: readonly Line[], period = '2026-10') =>
  lines
    .filter((line) => line.period === period)
    .map(({ costCentre, workload, host, basis, category, account, currency, amount, usd }) =>
      [costCentre, workload, host, basis, category, account, currency, amount.toFixed(2), usd === 'unknown' ? usd : usd.toFixed(2)].join(' | '),
    );

/** The same without a database: charges and lines as the job makes them. */
function byTheJob(files: readonly string[], logs: readonly string[]): Line[] {
  const ledger = new Ledger();
  for (const path of files) {
    for (const row of parse(readFileSync(path, 'utf8'), { columns: true }) as Row[]) ledger.add(row, path);
  }
  const lines = new SpendLines();
  for (const path of logs) for (const text of readFileSync(path, 'utf8').split('\n')) lines.add(text);
  return linesOf(rules, ledger.charges(), (host, month) => sharesOf(rules, lines.days(), month, host, until));
}

describe('bills of three clouds and spend lines', () => {
  it('say who pays what', async () => {
    const { lines, notes } = await chargebackQuery(rules, { focus: bills, spend }, until);
    expect(brief(lines)).toEqual([
      'cc-4700 | shared | shared | common | Usage | prod | USD | 800.00 | 800.00',
      'cc-4700 | shared | shared | common | Usage | supply | USD | 12.00 | 12.00',
      // By the rate of its price list.
      'cc-4700 | shared | shared | common | Usage | dev | EUR | 45.00 | 50.00',
      'cc-4700 | shared | shared | common | Usage | search | EUR | 80.00 | 100.00',
      // 900 less a refund of 90.
      'cc-4711 | development | dev-foundry | own | Usage | dev | EUR | 810.00 | 900.00',
      // 126,600 of October, the last hour among it, by 900 tokens to 300; the refund for September by its tokens, all of them of global-assist.
      'cc-4711 | eu-production | eu-fleet | share | Usage | prod | USD | 94950.00 | 94950.00',
      'cc-4712 | global-assist | eu-fleet | share | Usage | prod | USD | 30650.00 | 30650.00',
      'cc-4712 | global-assist | us-bedrock | own | Usage | prod | USD | 5000.00 | 5000.00',
      'cc-4713 | variable | us-bedrock | own | Usage | prod | USD | 30070.00 | 30070.00',
      'cc-4714 | grounded | grounding | own | Credit | search | EUR | -4000.00 | -5000.00',
      'cc-4714 | grounded | grounding | own | Usage | search | EUR | 40000.00 | 50000.00',
      // A plan of 10,000 was paid; 6,000 of it were used and 1,000 were not.
      'unattributed |  |  | prepaid |  | prod | USD | 3000.00 | 3000.00',
      'unattributed |  |  | untagged | Credit | prod | USD | -500.00 | -500.00',
      'unattributed |  |  | untagged | Tax | prod | USD | 1234.56 | 1234.56',
      'unattributed |  |  | untagged | Tax | search | EUR | 8.00 | 10.00',
      'unattributed |  |  | untagged | Usage | prod | USD | 1045.67 | 1045.67',
      'unattributed |  |  | untagged | Usage | dev | EUR | 9.00 | 10.00',
      'unattributed |  | us-bedrock | other application | Usage | prod | USD | 300.00 | 300.00',
    ]);
    expect(brief(lines, '2026-11')).toEqual(['cc-4713 | variable | us-bedrock | own | Usage | prod | USD | 111.00 | 111.00']);
    expect(notes).toEqual({ repeated: { rows: 1, billed: { USD: 30_000 } }, respelled: 2, unreadableTags: 0, bad: { rows: 0, examples: [] } });
  });

  it('say the same to the query and to the job', async () => {
    const { lines } = await chargebackQuery(rules, { focus: bills, spend }, until);
    expect(brief(byTheJob(bills, spend)).sort()).toEqual(brief(lines).sort());
  });

  it('say the same to both when rows are of every kind', async () => {
    const random = sequence(7);
    const pick = <T>(some: readonly T[]) => some[Math.floor(random() * some.length)] as T;
    const header = [
      'BilledCost',
      'EffectiveCost',
      'BillingCurrency',
      'BillingPeriodStart',
      'ChargePeriodStart',
      'ChargeCategory',
      'SubAccountId',
      'ProviderName',
      'Tags',
      'x_Labels',
      'x_ProjectLabels',
      'x_CurrencyConversionRate',
    ];
    const rows = Array.from({ length: 400 }, () => [
      pick(['1', '-2.5', '1e2', '.5', '0', '', 'x']),
      pick(['1', '3', '-4', '0']),
      pick(['USD', 'EUR', 'usd', '']),
      pick(['2026-10-01T00:00:00Z', '2026-10-01', '2026-10-01T07:00:00Z', '2026-10-01 00:00:00 UTC', '10/2026']),
      pick(['2026-10-31T23:30:00-01:00', '2026-11-01T00:15:00+00:30', '2026-10-31T23:59:59.9999999Z', '2026-09-30 23:59', '2026-10-07']),
      pick(['Usage', 'Credit', 'Tax']),
      pick(['111122223333', '444455556666', '/subscriptions/00000000-0000-0000-0000-000000000000', '5']),
      pick(['AWS', 'Microsoft', 'Google Cloud']),
      pick([
        '',
        '{}',
        'null',
        '{"workload":"variable"}',
        '{"user:workload":"VARIABLE "}',
        '{"Workload":"shared","workload":"shared","host":"eu-fleet"}',
        '{"WORKLOAD":"a","Workload":"b"}',
        '"workload":"shared","Host":"eu-fleet"',
        '{broken',
        '{"a\\"b":"c","workload":"shared","host":"eu-fleet","application":"LLAMA-platform"}',
        '{"workload":null}',
        '[]',
      ]),
      pick(['', '[]', '[{"Key":"workload","Value":"grounded"}]', '[{"Key":"workload"},{"Value":"x"},{"Key":"user_application","Value":"other"}]']),
      pick([
        '',
        '[{"Key":"workload","Value":"gone"},{"Key":"host","Value":"eu-fleet"}]',
        '[{"Key":"workload","Value":"variable"},{"Key":"team","Value":null}]',
        '[{"key":"workload","value":"variable"}]',
        '"workload"',
        '["workload"]',
      ]),
      pick(['', '0.5', '0', 'n']),
    ]);
    const bill = file('random.csv', [header, ...rows].map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'));
    const log = file(
      'random.log',
      Array.from(
        { length: 200 },
        () =>
          pick(['', '2026-10-31T23:00:00.000Z ', 'not a line ']) +
          JSON.stringify({
            ...{
              kind: pick(['attempt', 'guard', 'request', 'search']),
              workload: pick(['eu-production', 'global-assist', 'gone', null]),
              host: pick(['eu-fleet', 'us-bedrock']),
            },
            ...{ request: pick(['a', 'b', 'c']), at: pick(['2026-10-31T23:59:59.999Z', '2026-11-01T00:00:00.000Z', '2026-09-30T10:00:00Z', 'never']) },
            ...{ tokensIn: pick([1, 20, 300, null, -5, '7']), tokensOut: pick([0, 40, 2.5, null]), ended: pick(['complete', 'cancelled', 'refused', 'cut']) },
          }),
      ).join('\n'),
    );
    const { lines } = await chargebackQuery(rules, { focus: [bill], spend: [log] }, until);
    expect(lines.length).toBeGreaterThan(30);
    expect(brief(lines).sort()).toEqual(brief(byTheJob([bill], [log])).sort());
  });

  it('are read from Parquet with a map of tags and times of their own type', async () => {
    const path = place('aws.parquet');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(
      `COPY (SELECT 10.5::DOUBLE AS "BilledCost", 10.5::DOUBLE AS "EffectiveCost", 'USD' AS "BillingCurrency", TIMESTAMP '2026-10-01 00:00:00' AS "BillingPeriodStart",
       TIMESTAMP '2026-10-31 23:59:59' AS "ChargePeriodStart", 'Usage' AS "ChargeCategory", '111122223333' AS "SubAccountId", 'AWS' AS "ProviderName",
       MAP {'user_workload': 'variable'} AS "Tags") TO '${path}' (FORMAT PARQUET)`,
    );
    const { lines } = await chargebackQuery(rules, { focus: [path], spend: [] }, until);
    expect(brief(lines)).toEqual(['cc-4713 | variable |  | own | Usage | prod | USD | 10.50 | 10.50']);
  });

  it('that were delivered twice count once', async () => {
    const again = file('again.csv', readFileSync(bills[1] ?? '', 'utf8'));
    const { lines } = await chargebackQuery(rules, { focus: [bills[1] ?? '', again], spend }, until);
    expect(brief(lines).find((line) => line.includes('development'))).toContain('| 810.00 |');
  });
});

/** Numbers from 0 to 1, the same in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
