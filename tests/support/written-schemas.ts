import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Field, Schema } from '../oracles/provider-schema.js';

interface Written {
  readonly type: Field['type'];
  readonly required?: true;
  readonly computed?: true;
  readonly values?: readonly string[];
  readonly block?: Readonly<Record<string, Written>>;
}

interface Page {
  readonly version: string;
  readonly types: Readonly<Record<string, Readonly<Record<string, Written>> & { readonly page: string }>>;
}

/** What the documentation of a provider says of types that no binding has. */
export interface WrittenSchemas {
  /** Version of the provider whose documentation was read. */
  readonly version: string;
  readonly schemas: ReadonlyMap<string, Schema>;
}

/** By provider, from the files beside this one. */
export const writtenSchemas = { ibm: read('ibm'), azapi: read('azapi'), oci: read('oci') } as const;

function read(provider: string): WrittenSchemas {
  const { version, types } = parse(readFileSync(new URL(`${provider}-schema.yaml`, import.meta.url), 'utf8')) as Page;
  const schemas = Object.entries(types).map(
    ([type, { page: _, ...fields }]) => [type, schemaOf(fields as unknown as Readonly<Record<string, Written>>)] as const,
  );
  return { version, schemas: new Map(schemas) };
}

function schemaOf(fields: Readonly<Record<string, Written>>): Schema {
  return new Map(
    Object.entries(fields).map(([name, { type, required = false, computed = false, values, block }]): [string, Field] => [
      name,
      { type, required, computedOnly: computed, ...(values !== undefined && { values }), ...(block !== undefined && { block: schemaOf(block) }) },
    ]),
  );
}
