/** Reads the YAML tables of this folder, each once, when first asked for. Rows are typed by schema/, which bundles and tests parse them by. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';
import type { FactFileName, factRows } from './schema/files.js';

type Tables = typeof factRows;

type Immutable<T> = T extends readonly (infer Item)[] ? readonly Immutable<Item>[] : T extends object ? { readonly [Key in keyof T]: Immutable<T[Key]> } : T;

/** A row of a list of a file. Absent columns are those that a schema calls optional. */
export type Row<File extends FactFileName, List extends keyof Tables[File]> = Immutable<z.infer<Tables[File][List]>>;

const files = new Map<FactFileName, Readonly<Record<string, unknown>>>();

/** Tables as JSON text by name, where `bin/run.mjs` put them into a bundle: reading YAML takes ten times as long. */
declare const BUNDLED_FACTS: Readonly<Record<string, string>>;
const bundledFacts: Readonly<Record<string, string>> = typeof BUNDLED_FACTS === 'undefined' ? {} : BUNDLED_FACTS;

/** The rows of one list of the file `<name>.yaml` of this folder, which is read once and kept. */
export function table<File extends FactFileName, List extends keyof Tables[File]>(name: File, list: List): readonly Row<File, List>[] {
  const file = files.get(name) ?? read(name);
  files.set(name, file);
  // What a bundle holds was parsed when it was made, and a test parses every file (docs/adr/0070).
  return file[list as string] as readonly Row<File, List>[];
}

function read(name: FactFileName): Readonly<Record<string, unknown>> {
  const text = bundledFacts[name];
  return text === undefined ? parse(readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8')) : JSON.parse(text);
}
