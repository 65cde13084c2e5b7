import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a file that is there whole or not at all, and that its owner alone reads. Envoy sees the renaming, and nothing else. */
export function writeWhole(directory: string, file: string, content: string): void {
  const draft = join(directory, `.${file}.draft`);
  rmSync(draft, { force: true });
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
  chmodSync(draft, 0o600);
  renameSync(draft, join(directory, file));
}
