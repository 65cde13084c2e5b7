import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** Bills of three clouds in FOCUS form, and the log of a gateway. */
export const bills = ['aws', 'azure', 'google'].map((cloud) => `tests/chargeback/bills/${cloud}.csv`);
export const spend = ['tests/chargeback/bills/spend.log'];

/** A folder for the cases of one file. */
export function scratch() {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chargeback-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const place = (name: string) => join(folder, name);
  /** Writes a text, and returns its path. */
  const file = (name: string, text: string) => {
    writeFileSync(place(name), text);
    return place(name);
  };
  return { place, file };
}
