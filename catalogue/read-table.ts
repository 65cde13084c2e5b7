import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Tables as JSON text by path, where `bin/run.mjs` put them into a bundle: reading YAML takes ten times as long. */
declare const BUNDLED_TABLES: Readonly<Record<string, string>>;
const bundled: Readonly<Record<string, string>> = typeof BUNDLED_TABLES === 'undefined' ? {} : BUNDLED_TABLES;

/** The content of `<path>.yaml`, a path such as `grants/aws` in this folder. Whoever asks keeps it. */
export function readTable(path: string): unknown {
  const text = bundled[path];
  return text === undefined ? parse(readFileSync(new URL(`${path}.yaml`, import.meta.url), 'utf8')) : JSON.parse(text);
}
