import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Reviewed, readShape, type Shape } from './shape.js';

/** Tables of this folder: one for each cloud, and what Terraform itself has. */
export const tableNames = ['aws', 'azure', 'google', 'terraform'] as const;

export type TableName = (typeof tableNames)[number];

type Table = Readonly<Record<string, Shape>>;

/** Tables as JSON text by name, where `bin/run.mjs` put them into a bundle: reading YAML takes ten times as long. */
declare const BUNDLED_ARGUMENTS: Readonly<Record<string, string>>;
const bundledArguments: Readonly<Record<string, string>> = typeof BUNDLED_ARGUMENTS === 'undefined' ? {} : BUNDLED_ARGUMENTS;

const known = new Map<TableName, Table>();

const shapes = new Map<string, Reviewed | undefined>();

/**
 * What was reviewed of the arguments of a resource type, or of `data <type>`, `variable <name>`, `provider <name>` and `backend <kind>`; undefined
 * where nothing was.
 */
export function reviewedShape(subject: string): Reviewed | undefined {
  if (!shapes.has(subject)) {
    const shape = tablesFor(subject)
      .map((name) => tableOf(name)[subject])
      .find((one) => one !== undefined);
    shapes.set(subject, shape === undefined ? undefined : readShape(shape));
  }
  return shapes.get(subject);
}

/** One table, read once, when it is first asked for. */
export function tableOf(name: TableName): Table {
  const table = known.get(name) ?? read(name);
  known.set(name, table);
  return table;
}

function read(name: TableName): Table {
  const text = bundledArguments[name];
  return text === undefined ? parse(readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8')) : JSON.parse(text);
}

function tablesFor(subject: string): readonly TableName[] {
  return subject.includes('::') ? ['aws'] : ['azure', 'google', 'terraform'];
}
