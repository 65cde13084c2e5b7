import { readTable } from '../read-table.js';
import { type Reviewed, readShape, type Shape } from './shape.js';

/** Tables of this folder: one for each cloud, and what Terraform itself has. */
export const tableNames = ['aws', 'azure', 'cloudflare', 'databricks', 'google', 'oci', 'terraform', 'watsonx'] as const;

export type TableName = (typeof tableNames)[number];

type Table = Readonly<Record<string, Shape>>;

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
  const table = known.get(name) ?? (readTable(`arguments/${name}`) as Table);
  known.set(name, table);
  return table;
}

function tablesFor(subject: string): readonly TableName[] {
  return subject.includes('::') ? ['aws'] : ['azure', 'cloudflare', 'databricks', 'google', 'oci', 'terraform', 'watsonx'];
}
