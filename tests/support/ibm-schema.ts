import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Field, Schema } from '../oracles/provider-schema.js';

interface Written {
  readonly type: Field['type'];
  readonly required?: true;
  readonly computed?: true;
  readonly block?: Readonly<Record<string, Written>>;
}

interface Page {
  readonly version: string;
  readonly types: Readonly<Record<string, Readonly<Record<string, Written>> & { readonly page: string }>>;
}

const page = parse(readFileSync(new URL('ibm-schema.yaml', import.meta.url), 'utf8')) as Page;

/** Version of the provider whose documentation was read. */
export const ibmVersion = page.version;

/** Schemas of IBM's types by name, as its documentation has them. */
export const ibmSchemas: ReadonlyMap<string, Schema> = new Map(
  Object.entries(page.types).map(([type, { page: _, ...fields }]) => [type, schemaOf(fields as unknown as Readonly<Record<string, Written>>)]),
);

function schemaOf(fields: Readonly<Record<string, Written>>): Schema {
  return new Map(
    Object.entries(fields).map(([name, { type, required = false, computed = false, block }]): [string, Field] => [
      name,
      { type, required, computedOnly: computed, ...(block !== undefined && { block: schemaOf(block) }) },
    ]),
  );
}
