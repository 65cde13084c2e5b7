import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is made once and used again, by its digest. */
export const cache = join(fileURLToPath(new URL('..', import.meta.url)), 'node_modules', '.cache', 'hybrid-llama-blueprint');

/** A file of one text, for frameworks that take files alone, and the SHA-256 of the text in hex. */
export function keptFile(name: string, text: string): { readonly path: string; readonly sha256: string } {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const path = join(cache, sha256.slice(0, 16), name);
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, path);
  }
  return { path, sha256 };
}
