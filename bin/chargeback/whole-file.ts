import { createReadStream, statSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError } from '../../topology/error.js';

/** Throws an `InputError` for a folder and for a `.gz` that ends early: the database reads what there is of one and says nothing. */
export async function assertWhole(option: string, file: string): Promise<void> {
  if (!statSync(file).isFile()) throw new InputError([{ message: `${option}: ${file} is no file. Allowed: one file; give the option again for each more.` }]);
  if (!/\.gz$/i.test(file)) return;
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  await pipeline(createReadStream(file), createGunzip(), nowhere).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError([{ message: `${option}: ${file} is no whole gzip file: ${reason}. Allowed: one that was copied to its end.` }]);
  });
}
