/** Reads the YAML tables of this folder, each once, when first asked for. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Where a fact was read: what it says, where it stands, and the date of that copy. */
export interface Source {
  readonly what: string;
  readonly where: string;
  /** YYYY-MM-DD, or YYYY-MM if no more is known. */
  readonly asOf: string;
}

/** How far a row is to be trusted; a row without it was read in a primary or dated source. */
export type Confidence = 'unconfirmed' | 'third-party';

/** What every row of every table carries. */
export interface Fact {
  /** A key of `sources` in the file of the row. */
  readonly source: string;
  /** Date the fact was true: YYYY-MM-DD, or YYYY-MM if no more is known. */
  readonly asOf: string;
  readonly confidence?: Confidence;
  readonly note?: string;
}

/** A whole file: its sources and its named lists of rows. */
export interface FactFile {
  readonly sources: Readonly<Record<string, Source>>;
  readonly [list: string]: unknown;
}

const files = new Map<string, FactFile>();

/** Tables as JSON text by name, where `bin/run.mjs` put them into a bundle: reading YAML takes ten times as long. */
declare const BUNDLED_FACTS: Readonly<Record<string, string>>;
const bundledFacts: Readonly<Record<string, string>> = typeof BUNDLED_FACTS === 'undefined' ? {} : BUNDLED_FACTS;

/** The file `<name>.yaml` of this folder, read once and kept. */
export function factFile(name: string): FactFile {
  const known = files.get(name);
  if (known !== undefined) return known;
  const text = bundledFacts[name];
  const file = (text === undefined ? parse(readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8')) : JSON.parse(text)) as FactFile;
  files.set(name, file);
  return file;
}

/** The rows of one list of a file. An unknown list is an error of the caller. */
export function table<Row extends Fact>(name: string, list: string): readonly Row[] {
  const rows = factFile(name)[list];
  if (!Array.isArray(rows)) throw new Error(`facts/${name}.yaml has no list '${list}'`);
  return rows as readonly Row[];
}
