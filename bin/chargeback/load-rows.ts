import { basename } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { neededColumns, tagColumns } from '../../runtime/allocated-cost/charge.js';
import { Ledger } from '../../runtime/allocated-cost/ledger.js';
import { InputError } from '../../topology/error.js';
import { assertWhole } from './whole-file.js';

/** Columns that some providers have and the query asks for. */
const asked = [
  ...neededColumns,
  ...tagColumns,
  ...['ProviderName', 'ServiceProviderName', 'PricingCurrency', 'x_PricingCurrency'],
  ...['x_BilledCostInUsd', 'x_EffectiveCostInUsd', 'x_BillingExchangeRate', 'x_CurrencyConversionRate'],
];

/** Reads bills into the table `rows`: every column as text, as no two providers agree on types, and where a row is from. */
export async function loadRows(connection: DuckDBConnection, files: readonly string[]): Promise<void> {
  await connection.run(`CREATE TABLE none AS SELECT ${['place', ...asked].map((name) => `NULL::VARCHAR AS "${name}"`).join(', ')} WHERE false`);
  const selects = [];
  for (const file of files) selects.push(await selectOf(connection, file));
  // Columns were told by the first rows: what is broken further down shows here.
  await connection.run(`CREATE TABLE rows AS ${['SELECT * FROM none', ...selects].join(' UNION ALL BY NAME ')}`).catch((error: unknown) => {
    const file = /^ *file = (.+)$/m.exec(String(error))?.[1] ?? files.join(', ');
    throw new InputError([{ message: `--focus: ${file} cannot be read: ${reasonOf(error)}. Allowed: a whole bill in UTF-8, as its provider exported it.` }]);
  });
}

async function selectOf(connection: DuckDBConnection, file: string): Promise<string> {
  await assertWhole('--focus', file);
  const source = /\.parquet$/i.test(file)
    ? `read_parquet(${quoted(file)})`
    : `read_csv(${quoted(file)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', max_line_size = 10000000)`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`).catch((error: unknown) => {
    throw new InputError([{ message: `--focus: ${file} cannot be read: ${reasonOf(error)}. Allowed: CSV, CSV.gz or Parquet.` }]);
  });
  const columns = described.getRowObjects().map(({ column_name, column_type }) => ({ name: String(column_name), type: String(column_type) }));
  const missing = Ledger.missingColumns(columns.map(({ name }) => name));
  if (missing.length > 0) {
    throw new InputError([{ message: `--focus: ${file} has no column ${missing.join(', ')}. Allowed: a bill in FOCUS form, version 1.0 or later.` }]);
  }
  // A map or list is its JSON; of anything else the text is.
  const texts = columns.map(({ name, type }) => {
    const column = `"${name.replaceAll('"', '""')}"`;
    return /^(MAP|STRUCT)|\[\]$/.test(type) ? `CAST(to_json(${column}) AS VARCHAR) AS ${column}` : `CAST(${column} AS VARCHAR) AS ${column}`;
  });
  return `SELECT ${quoted(`${basename(file)}:`)} || (row_number() OVER () + 1) AS place, ${texts.join(', ')} FROM ${source}`;
}

/** What DuckDB says of a file, without its advice on options of its own and without the line, which may be of another file. */
export function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n').filter((line) => line !== '' && !/^(Original Line|LINE \d+):/.test(line));
  return lines
    .slice(0, 2)
    .join(' ')
    .replace(/[\s.]+$/, '');
}

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
