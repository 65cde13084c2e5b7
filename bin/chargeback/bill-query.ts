import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Charge } from '../../runtime/allocated-cost/charge.js';
import type { LedgerNotes } from '../../runtime/allocated-cost/ledger.js';
import type { Line } from '../../runtime/allocated-cost/lines.js';
import type { CostRules } from '../../runtime/allocated-cost/rules.js';
import { sharesOf } from '../../runtime/allocated-cost/shares.js';
import type { DayUse } from '../../runtime/allocated-cost/usage.js';
import { InputError } from '../../topology/error.js';
import { loadRows } from './load-rows.js';
import { loadSpend, uncountedSpend } from './load-spend.js';

const script = (name: 'bill' | 'usage' | 'chargeback') => readFileSync(new URL(`../../runtime/allocated-cost/query/${name}.sql`, import.meta.url), 'utf8');

interface QueryFiles {
  /** Bills in FOCUS form: CSV, CSV.gz or Parquet. */
  readonly focus: readonly string[];
  /** Spend lines as the gateway's log has them, or as CloudWatch Logs exports it; `.gz` too. */
  readonly spend: readonly string[];
}

export interface QueryAnswer {
  readonly charges: readonly Charge[];
  readonly lines: readonly Line[];
  readonly notes: LedgerNotes;
  /** Spend lines of attempts and guards whose time, names or tokens cannot be read. */
  readonly uncounted: number;
}

/** Runs the one query over bills of any clouds and spend lines. `until`: up to when spend lines are there. */
export async function chargebackQuery(rules: CostRules, files: QueryFiles, until: number): Promise<QueryAnswer> {
  const connection = await connected();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    await loadRows(connection, files.focus);
    await table(connection, 'accounts', ['id', 'alias'], Object.entries(rules.accounts));
    const workloads = Object.entries(rules.workloads).map(([id, { costCentre }]) => [id, costCentre]);
    await table(connection, 'workloads', ['id', 'cost_centre'], workloads);
    await table(connection, 'rules', ['application', 'shared_cost_centre'], [[rules.application, rules.sharedCostCentre]]);
    await connection.run(script('bill'));
    await loadSpend(connection, files.spend);
    await connection.run(script('usage'));
    const uncounted = await uncountedSpend(connection, files.spend);
    await loadShares(connection, rules, until);
    await connection.run(script('chargeback'));
    return { charges: await charges(connection), lines: await lines(connection), notes: await notes(connection), uncounted };
  } finally {
    connection.closeSync();
  }
}

async function connected(): Promise<DuckDBConnection> {
  const { DuckDBInstance } = await import('@duckdb/node-api').catch(() => {
    throw new InputError([{ message: 'chargeback: DuckDB is not installed. Run "npm ci" without --omit=dev.' }]);
  });
  return (await DuckDBInstance.create(':memory:')).connect();
}

/** Shares by the formula that plans and statements divide by: the query joins them and knows no other. */
async function loadShares(connection: DuckDBConnection, rules: CostRules, until: number): Promise<void> {
  const days = (await records(connection, 'SELECT day, host, workload, tokens, busiest_minute FROM usage')).map(
    (row): DayUse => ({
      ...{ day: String(row['day']), host: String(row['host']), workload: String(row['workload']) },
      ...{ tokens: Number(row['tokens']), busiestMinute: Number(row['busiest_minute']) },
    }),
  );
  const months = (await records(connection, 'SELECT DISTINCT used FROM charges ORDER BY used')).map(({ used }) => String(used));
  const rows = Object.keys(rules.hosts).flatMap((host) =>
    months.flatMap((month) => {
      const { workloads, shared } = sharesOf(rules, days, month, host, until);
      return [...Object.entries(workloads).map(([workload, part]) => [host, month, workload, part] as const), [host, month, null, shared] as const];
    }),
  );
  await connection.run('CREATE TABLE shares (host VARCHAR, used VARCHAR, workload VARCHAR, part DOUBLE)');
  for (const [host, month, workload, part] of rows) {
    await connection.run('INSERT INTO shares VALUES ($1, $2, $3, $4)', [host, month, workload, part]);
  }
}

async function table(connection: DuckDBConnection, name: string, columns: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
  await connection.run(`CREATE TABLE ${name} (${columns.map((column) => `${column} VARCHAR`).join(', ')})`);
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  for (const row of rows) await connection.run(`INSERT INTO ${name} VALUES (${places})`, [...row]);
}

async function charges(connection: DuckDBConnection): Promise<Charge[]> {
  return (await records(connection, 'SELECT * FROM charges ORDER BY ALL')).map((row) => ({
    ...{ period: String(row['period']), used: String(row['used']), cloud: String(row['cloud']), account: String(row['account']) },
    ...{ category: String(row['category']), currency: String(row['currency']) },
    ...{ workload: String(row['workload']), host: String(row['host']), application: String(row['application']) },
    ...{ billed: Number(row['billed']), effective: Number(row['effective']) },
    usd: row['usd_billed'] === null ? 'unknown' : { billed: Number(row['usd_billed']), effective: Number(row['usd_effective']) },
  }));
}

async function lines(connection: DuckDBConnection): Promise<Line[]> {
  return (await records(connection, 'SELECT * FROM lines')).map((row) => ({
    ...{ period: String(row['period']), costCentre: String(row['cost_centre']), workload: String(row['workload']), host: String(row['host']) },
    ...{ basis: String(row['basis']) as Line['basis'], category: String(row['category']), cloud: String(row['cloud']), account: String(row['account']) },
    ...{ currency: String(row['currency']), amount: Number(row['amount']), usd: row['usd'] === null ? ('unknown' as const) : Number(row['usd']) },
  }));
}

async function notes(connection: DuckDBConnection): Promise<LedgerNotes> {
  const one = async (sql: string) => Number((await records(connection, sql))[0]?.['n'] ?? 0);
  const repeated = await records(
    connection,
    `SELECT upper(trim("BillingCurrency")) AS currency, sum(copies - 1) AS rows, sum((copies - 1) * amount("BilledCost")) AS billed
     FROM distinct_rows WHERE copies > 1 GROUP BY currency ORDER BY currency`,
  );
  const bad = await records(
    connection,
    `SELECT place, "BilledCost", "EffectiveCost", "BillingCurrency", "BillingPeriodStart", "ChargePeriodStart"
     FROM distinct_rows WHERE id IN (SELECT id FROM bad_rows) ORDER BY place LIMIT 5`,
  );
  return {
    repeated: {
      rows: repeated.reduce((sum, { rows }) => sum + Number(rows), 0),
      billed: Object.fromEntries(repeated.map(({ currency, billed }) => [String(currency), Number(billed)])),
    },
    respelled: await one('SELECT count(*) AS n FROM read_rows WHERE respelled'),
    unreadableTags: await one('SELECT count(DISTINCT id) AS n FROM tag_texts WHERE tags IS NULL'),
    bad: { rows: await one('SELECT count(*) AS n FROM bad_rows'), examples: bad.map(({ place, ...values }) => `${String(place)}: ${JSON.stringify(values)}`) },
  };
}

async function records(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  return (await connection.runAndReadAll(sql)).getRowObjects();
}
