import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError } from '../../topology/error.js';
import { quoted, reasonOf } from './load-rows.js';
import { assertWhole } from './whole-file.js';

/** Each line as it is: what is no spend line, such as what Envoy writes beside them, is left to the query. */
const form =
  "delim = '\\x01', quote = '', escape = '', header = false, auto_detect = false, strict_mode = false, columns = {'line': 'VARCHAR'}, max_line_size = 10000000";

/** Reads spend lines into the table `spend_texts`. Throws an `InputError` that names the file which is no text. */
export async function loadSpend(connection: DuckDBConnection, files: readonly string[]): Promise<void> {
  await connection.run('CREATE TABLE spend_texts (line VARCHAR)');
  for (const file of files) {
    await assertWhole('--spend', file);
    await connection.run(`INSERT INTO spend_texts SELECT line FROM read_csv(${quoted(file)}, ${form})`).catch((error: unknown) => {
      throw new InputError([{ message: `--spend: ${file} cannot be read: ${reasonOf(error)}. Allowed: the log of the gateway, as text or .gz.` }]);
    });
  }
}

/**
 * How many spend lines the query could not count, out of its table `attempts`. Throws an `InputError` where files have none that it could:
 * shared hosts would be divided as if nobody had used them.
 */
export async function uncountedSpend(connection: DuckDBConnection, files: readonly string[]): Promise<number> {
  const answer = await connection.runAndReadAll('SELECT count(*) FILTER (counts) AS counted, count(*) FILTER (NOT counts) AS bad FROM attempts');
  const [{ counted, bad } = {}] = answer.getRowObjects();
  if (files.length > 0 && Number(counted) === 0) {
    throw new InputError([
      { message: `--spend: no spend line that counts in ${files.join(', ')}. Allowed: the log of the gateway, as it is; without --spend nothing was served.` },
    ]);
  }
  return Number(bad);
}
