import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { chargeback } from '../../bin/commands/chargeback.js';
import type { Line } from '../../runtime/allocated-cost/lines.js';
import { InputError } from '../../topology/error.js';
import { bills, scratch, spend } from './given.js';

const { place, file } = scratch();

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
    const bytes = place('bytes.log');
    writeFileSync(bytes, Buffer.from([0x61, 0xff, 0x62, 0x0a]));
    expect(await refusal({ spend: [bytes] })).toMatch(/^--spend: .*bytes\.log cannot be read: .*not utf-8.* Allowed: the log of the gateway/);
    expect(await refusal({ spend: [place('')] })).toMatch(/^--spend: .* is no file\. Allowed: one file/);
    const [header = '', row = ''] = bill.split('\n');
    // Further down than the rows that the database tells columns by.
    const broken = file('broken.csv', [header, ...Array.from({ length: 30_000 }, () => row), '"a,b'].join('\n'));
    expect(await refusal({ focus: [broken] })).toMatch(/^--focus: .*broken\.csv cannot be read: .*unterminated quote/);
    const cut = place('cut.log.gz');
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
