import { readFileSync } from 'node:fs';
import { record } from '../evidence/synthesized/stack.js';
import { inspect } from '../runtime/gateway/policy/json/tokens.js';
import { InputError } from '../topology/error.js';

/** Reads a JSON object from a file; throws `InputError` with what is wrong and `advice` on what to do. */
export function readJson(file: string, advice: string): Record<string, unknown> {
  const refuse = (what: string) => new InputError([{ message: `${file}: ${what}; ${advice}` }]);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refuse(code === 'ENOENT' ? 'missing' : `cannot be read (${code})`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse(`not valid JSON (${(error as Error).message})`);
  }
  // Of a name that is there twice, another program may take the other.
  const lost = inspect(text);
  if (lost !== undefined) throw refuse(lost);
  return record(value);
}
