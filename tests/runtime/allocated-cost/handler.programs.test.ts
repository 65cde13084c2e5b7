import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CostJob } from '../../../runtime/allocated-cost/job.js';
import { queryOf } from '../../../runtime/allocated-cost/spend-query.js';
import { bundleHandler } from '../../../runtime/bundle.js';
import { invokeOnce, type Reply, type Request, serve } from '../lambda.js';
import { fleet, row, rules } from './bill-of.js';

/** S3, Cost Explorer and CloudWatch Logs as far as the job calls them, behind the bundled handler. */
let cloud: Awaited<ReturnType<typeof serve>>;
let objects: Map<string, Buffer | string>;
let calls: string[];
let fails: boolean;
/** What Cost Explorer says, where it is not the usual. */
let results: unknown;

const month = new Date().toISOString().slice(0, 7);
const today = new Date().toISOString().slice(0, 10);

beforeAll(async () => {
  cloud = await serve((request) => (request.path.startsWith('/costs') ? s3(request) : api(request)));
});
afterAll(() => cloud.stop());
beforeEach(() => {
  [objects, calls, fails, results] = [new Map(), [], false, undefined];
});

function s3({ method, path, text }: Request): Reply {
  const url = new URL(path, 'http://s3');
  const key = decodeURIComponent(url.pathname.slice('/costs/'.length));
  if (method === 'PUT') {
    // A body that is sent in chunks has their sizes and a checksum around it.
    objects.set(key, text.replace(/^[0-9a-f]+\r\n/, '').replace(/\r\n0\r\n[\s\S]*$/, ''));
    return { status: 200, body: '' };
  }
  if (url.searchParams.has('list-type')) {
    const prefix = url.searchParams.get('prefix') ?? '';
    const found = [...objects.keys()].filter((name) => name.startsWith(prefix)).sort();
    return {
      status: 200,
      body: `<ListBucketResult><IsTruncated>false</IsTruncated>${found.map((name) => `<Contents><Key>${name}</Key></Contents>`).join('')}</ListBucketResult>`,
    };
  }
  const found = objects.get(key);
  if (found === undefined) return { status: 404, body: '<Error><Code>NoSuchKey</Code><Message>none</Message></Error>' };
  return { status: 200, body: found };
}

function api({ headers, text }: Request): Reply {
  const action = String(headers['x-amz-target']).split('.')[1] ?? '';
  calls.push(`${action} ${text}`);
  if (fails) return { status: 400, error: 'AccessDeniedException', body: { message: 'no' } };
  const asked = JSON.parse(text);
  switch (action) {
    case 'GetCostAndUsage': {
      const Groups = [{ Keys: ['111122223333'], Metrics: { UnblendedCost: { Amount: '107', Unit: 'USD' } } }];
      if (results !== undefined) return { status: 200, body: { ResultsByTime: results } };
      return { status: 200, body: { ResultsByTime: [{ Estimated: true, Groups: asked.TimePeriod.Start.startsWith(month) ? Groups : [] }] } };
    }
    case 'StartQuery':
      return { status: 200, body: { queryId: asked.queryString } };
    default: {
      const use = [
        ['host', 'fleet'],
        ['workload', 'long'],
        ['total', '300'],
        ['busiest', '20'],
      ].map(([field, value]) => ({ field, value }));
      return { status: 200, body: { status: 'Complete', results: asked.queryId === queryOf(today) ? [use] : [] } };
    }
  }
}

const job: CostJob = {
  namespace: 'N',
  rules,
  store: { bucket: 'costs', account: '111122223333' },
  logs: [{ zone: 'eu', region: 'eu-north-1', logGroup: '/llama/eu' }],
  months: 1,
  lateDays: 3,
  quietHours: 1_000,
};

async function run() {
  const places = { AWS_ENDPOINT_URL_S3: cloud.address, AWS_ENDPOINT_URL_COST_EXPLORER: cloud.address, AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: cloud.address };
  const ended = await invokeOnce(bundleHandler('allocated-cost'), 'us-east-1', places, job);
  const lines = (ended?.printed ?? '').split('\n').filter((line) => line !== '');
  return { error: ended?.error, metrics: lines.map((line) => JSON.parse(line)) };
}

const csv = (rows: readonly Readonly<Record<string, string | undefined>>[]) => {
  const header = Object.keys(rows[0] ?? {});
  const cells = [header, ...rows.map((one) => header.map((name) => one[name] ?? ''))];
  return cells.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
};

const period = { BillingPeriodStart: `${month}-01`, ChargePeriodStart: `${today}T00:00:00Z` };

describe('the bundled job', () => {
  it('reads the bill and the use of hosts, keeps statements and reports metrics', async () => {
    objects.set(`exports/acme-focus/data/BILLING_PERIOD=${month}/acme-focus-00001.csv`, csv([row(100, fleet, period), row(7, { workload: 'short' }, period)]));
    const { error, metrics } = await run();
    expect(error).toBeUndefined();
    expect(metrics.map(({ Workload, MonthToDate, Faults, Coverage }) => [Workload, MonthToDate, Faults, Coverage])).toEqual([
      ['long', 100, undefined, undefined],
      ['short', 7, undefined, undefined],
      [undefined, undefined, 0, 100],
    ]);
    expect(String(objects.get(`statements/${month}/cc-1.csv`))).toContain(`${month},cc-1,long,fleet,share,Usage,aws,prod,USD,100.00,100.00`);
    expect(String(objects.get(`statements/${month}/cc-2.md`))).toContain('rows add up to 107.00 USD, the invoice to 107.00: within the tolerance of 1.00');
    expect(JSON.parse(String(objects.get(`usage/eu/${today}.json`)))).toEqual([
      { day: today, host: 'fleet', workload: 'long', tokens: 300, busiestMinute: 20 },
    ]);
  });

  it('reads compressed files, and none that a manifest does not name', async () => {
    const folder = 'exports/acme-focus';
    const name = `${folder}/data/BILLING_PERIOD=${month}/new.csv.gz`;
    objects.set(name, gzipSync(csv([row(5, { workload: 'short' }, period)])));
    objects.set(`${folder}/data/BILLING_PERIOD=${month}/old.csv`, csv([row(50, { workload: 'short' }, period)]));
    objects.set(`${folder}/metadata/BILLING_PERIOD=${month}/acme-focus-Manifest.json`, JSON.stringify({ dataFiles: [`s3://costs/${name}`] }));
    const { error, metrics } = await run();
    expect([error, metrics[1]?.MonthToDate]).toEqual([undefined, 5]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a bill in another form', { 'data/BILLING_PERIOD=@/1.parquet': 'PAR1' }, '1.parquet: a bill in another form. Allowed: .csv or .csv.gz.'],
    [
      'a file that its manifest names and that is not there',
      { 'metadata/BILLING_PERIOD=@/x-Manifest.json': JSON.stringify({ dataFiles: [`s3://costs/exports/x/data/BILLING_PERIOD=${month}/2.csv.gz`] }) },
      '2.csv.gz: a manifest names it, and it is not there',
    ],
    ['a manifest in another form', { 'metadata/BILLING_PERIOD=@/x-Manifest.json': '{"files": []}' }, 'names no dataFiles'],
  ])('fails aloud for %s', async (_, delivered, message) => {
    objects.set(`exports/x/data/BILLING_PERIOD=${month}/1.csv`, csv([row(5, { workload: 'short' }, period)]));
    for (const [key, text] of Object.entries(delivered)) objects.set(`exports/x/${key.replace('@', month)}`, text);
    const { error, metrics } = await run();
    expect([error, metrics]).toEqual([expect.stringContaining(message), []]);
  });

  it('reads what lies beside a manifest of Azure, which says nothing of its own', async () => {
    objects.set(`exports/azure/data/BILLING_PERIOD=${month}/1.csv`, csv([row(5, { workload: 'short' }, period)]));
    objects.set(`exports/azure/data/BILLING_PERIOD=${month}/manifest.json`, '{"blobs": []}');
    objects.set(`exports/azure/data/BILLING_PERIOD=${month}/`, '');
    const { error, metrics } = await run();
    expect([error, metrics[1]?.MonthToDate]).toEqual([undefined, 5]);
  });

  it.each<[string, unknown, string]>([
    ['nothing of a month', [], 'Cost Explorer gives no result for'],
    ['an amount of no account', [{ Estimated: false, Groups: [{ Metrics: { UnblendedCost: { Amount: '1', Unit: 'USD' } } }] }], 'an amount of no account'],
    [
      'an amount in no currency',
      [{ Estimated: false, Groups: [{ Keys: ['111122223333'], Metrics: { UnblendedCost: { Amount: '1' } } }] }],
      'no amount for prod',
    ],
  ])('fails aloud when Cost Explorer says %s', async (_, said, message) => {
    results = said;
    expect((await run()).error).toContain(message);
  });

  it('fails aloud when it may not ask, and for a bill in another form', async () => {
    objects.set(`exports/x/data/BILLING_PERIOD=${month}/x.csv`, 'a,b\n1,2\n');
    expect((await run()).error).toContain('no column BilledCost');
    fails = true;
    const { error, metrics } = await run();
    expect(error).toContain('AccessDeniedException');
    expect(metrics).toEqual([]);
  });
});
