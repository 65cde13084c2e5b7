import { readFileSync } from 'node:fs';
import { InputError } from '../topology/error.js';

/** Refusal of a command that writes: what is wrong, and that nothing was written. */
export function refusal(...messages: readonly string[]): InputError {
  return new InputError([...messages, 'Nothing was written.'].map((message) => ({ message })));
}

/** A file that an option names; one that cannot be read is refused. */
export function bytesOf(option: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw refusal(`${option}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}
