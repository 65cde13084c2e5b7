import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chargebackQuery } from '../../bin/chargeback/bill-query.js';
import { chargeback } from '../../bin/commands/chargeback.js';
import { costRules } from '../../derived/cost-rules.js';
import type { Row } from '../../runtime/allocated-cost/charge.js';
import { Ledger } from '../../runtime/allocated-cost/ledger.js';
import { type Line, linesOf } from '../../runtime/allocated-cost/lines.js';
import { sharesOf } from '../../runtime/allocated-cost/shares.js';
import { InputError } from '../../topology/error.js';
import { SpendLines } from '../support/spend-lines.js';
import { topologyWith } from '../support/topologies.js';

const bills = ['aws', 'azure', 'google'].map((cloud) => `tests/chargeback/bills/${cloud}.csv`);
const spend = ['tests/chargeback/bills/spend.log'];
const rules = costRules(topologyWith([]).topology);
const until = Date.UTC(2026, 10, 24);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chargeback-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

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
    const path = join(folder, 'aws.parquet');
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

describe('blueprint chargeback', () => {
  const run = async (over: Partial<Parameters<typeof chargeback>[0]>) => {
    let [out, err] = ['', ''];
    const { write } = process.stdout;
    const { write: writeError } = process.stderr;
    process.stdout.write = ((text: string) => Boolean((out += text))) as typeof write;
    process.stderr.write = ((text: string) => Boolean((err += text))) as typeof write;
    try {
      const code = await chargeback({ topology: 'topology.yaml', focus: bills, spend, format: 'json', ...over });
      return { code, out, err };
    } finally {
      process.stdout.write = write;
      process.stderr.write = writeError;
    }
  };

  it('compares a month with its invoices', async () => {
    // Everything that AWS billed to the account, the application of others included.
    const { code, out } = await run({ period: '2026-10', invoice: ['prod=166551.00USD', 'supply=12USD'] });
    const [{ ties, lines }] = JSON.parse(out);
    expect([code, ties.map(({ within, difference }: { within: boolean; difference: number }) => [within, difference])]).toEqual([
      0,
      [
        [true, -0.77],
        [true, 0],
      ],
    ]);
    const cents = (lines as Line[]).filter(({ account }) => account === 'prod').reduce((sum, { amount }) => sum + Math.round(amount * 100), 0);
    expect(cents).toBe(16_655_023);
  });

  it('ends with 1 where a month is off its invoice, and where an amount has no rate', async () => {
    expect(await run({ period: '2026-10', invoice: ['prod=170000USD'] })).toMatchObject({
      code: 1,
      err: expect.stringContaining('prod is -3449.77 USD off its invoice'),
    });
    const [header = '', ...rows] = readFileSync(bills[1] ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    const bare = header.split(',').map((name) => (/InUsd|ExchangeRate/.test(name) ? `${name}_gone` : name));
    expect(await run({ focus: [file('bare.csv', [bare.join(','), ...rows].join('\n'))] })).toMatchObject({
      code: 1,
      err: expect.stringContaining('without a rate'),
    });
  });

  it('prints a table that adds up', async () => {
    const { out } = await run({ format: 'csv', period: '2026-10' });
    const rows = parse(out, { columns: true }) as { Currency: string; Amount: string }[];
    expect(rows.filter(({ Currency }) => Currency === 'USD').reduce((sum, { Amount }) => sum + Math.round(Number(Amount) * 100), 0)).toBe(16_656_223);
  });

  it.each([
    ['a file that is not there', { focus: ['no.csv'] }, 'there is no file no.csv'],
    ['an invoice without its month', { invoice: ['prod=1USD'] }, '--invoice: received without --period'],
    ['an invoice of nobody', { period: '2026-10', invoice: ['prd=1USD'] }, 'Allowed: <account>=<amount><currency>'],
    ['a month that is none', { period: '2026-13' }, 'Allowed: a month, YYYY-MM'],
  ])('refuses %s', async (_, over, message) => {
    const error = await run(over).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(String((error as InputError).message)).toContain(message);
  });

  const bill = readFileSync('tests/chargeback/bills/aws.csv', 'utf8');
  const logged = readFileSync('tests/chargeback/bills/spend.log', 'utf8');
  const refusal = (over: object) =>
    run(over).then(
      () => 'not refused',
      (error: unknown) => (error instanceof InputError ? error.message : `a crash: ${String(error)}`),
    );

  it('refuses files that are no text, broken far down or cut off, by name', async () => {
    const bytes = join(folder, 'bytes.log');
    writeFileSync(bytes, Buffer.from([0x61, 0xff, 0x62, 0x0a]));
    expect(await refusal({ spend: [bytes] })).toMatch(/^--spend: .*bytes\.log cannot be read: .*not utf-8.* Allowed: the log of the gateway/);
    expect(await refusal({ spend: [folder] })).toMatch(/^--spend: .* is no file\. Allowed: one file/);
    const [header = '', row = ''] = bill.split('\n');
    // Further down than the rows that the database tells columns by.
    const broken = file('broken.csv', [header, ...Array.from({ length: 30_000 }, () => row), '"a,b'].join('\n'));
    expect(await refusal({ focus: [broken] })).toMatch(/^--focus: .*broken\.csv cannot be read: .*unterminated quote/);
    const cut = join(folder, 'cut.log.gz');
    writeFileSync(cut, gzipSync(logged).subarray(0, -12));
    expect(await refusal({ spend: [cut] })).toMatch(/^--spend: .*cut\.log\.gz is no whole gzip file/);
  });

  it('refuses spend files without a line that counts, and ends with 1 where some lines do not', async () => {
    expect(await refusal({ spend: ['tests/chargeback/bills/aws.csv'] })).toMatch(
      /^--spend: no spend line that counts in tests\/chargeback\/bills\/aws\.csv\. Allowed:/,
    );
    const some = file('some.log', logged.replace('"tokensIn":400', '"tokensIn":-400'));
    expect(await run({ period: '2026-10', spend: [some] })).toMatchObject({ code: 1, err: expect.stringContaining('1 spend lines cannot be counted') });
  });

  it('refuses a bill that is not in FOCUS form, and names what it lacks', async () => {
    const error = await run({ focus: [file('cur.csv', 'lineItem/UnblendedCost,bill/PayerAccountId\n1,2\n')] }).catch((thrown: unknown) => thrown);
    expect(String((error as InputError).message)).toContain('has no column BilledCost, EffectiveCost');
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
