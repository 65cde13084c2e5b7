import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Credentials } from '../aws/kept-credentials.js';
import type { TokensFile } from '../forms/tokens.js';
import { log } from '../process/log.js';
import { writeWhole } from '../process/whole-file.js';
import { Callers } from './caller.js';
import { ownCertificate } from './certificate.js';
import { fetchOf } from './fetch-of.js';
import { type Clock, renew } from './renewal.js';
import { secretDocument } from './secret-file.js';

/** Its presence in the directory of the secrets says that all of them are there. */
export const readyFile = 'ready';

/** Milliseconds until all must have been fetched once. Envoy does not start without one, and a task that never starts is replaced. */
const start = 120_000;

/** Some credentials could not be fetched in time. */
export class NotReady extends Error {
  override readonly name = 'NotReady';

  constructor(readonly code: string) {
    super(`Not fetched in time: ${code}`);
  }
}

/**
 * Writes the gateway's own certificate and every credential, then says that it is ready, and keeps renewing. Resolves when ready; rejects with `NotReady`
 * when that takes too long. There is no stand-in for a credential that could not be fetched: a gateway that would be refused by a host is none.
 */
export async function provide(file: TokensFile, task: () => Promise<Credentials>, clock: Clock, within = start): Promise<void> {
  for (const directory of [file.directory, file.certificate]) mkdirSync(directory, { recursive: true, mode: 0o700 });
  // What a worker before this one wrote is in use.
  if (!existsSync(join(file.certificate, 'certificate.pem'))) {
    const { key, certificate } = await ownCertificate(`${file.zone}.${file.topology}.gateway.internal`);
    writeWhole(file.certificate, 'key.pem', key);
    writeWhole(file.certificate, 'certificate.pem', certificate);
  }
  const callers = new Callers(file.zone, task);
  const missing = new Set(Object.keys(file.credentials));
  const all = Object.entries(file.credentials).map(
    ([name, credential]) =>
      new Promise<void>((resolve) => {
        void renew(
          name,
          fetchOf(credential, callers),
          (value) => {
            writeWhole(file.directory, `${name}.json`, secretDocument(name, value));
            missing.delete(name);
            resolve();
          },
          clock,
        );
      }),
  );
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new NotReady([...missing].sort().join(' '))), within).unref());
  await Promise.race([Promise.all(all), late]);
  writeWhole(file.directory, readyFile, '');
  log('info', 'ready', { credentials: all.length });
}
