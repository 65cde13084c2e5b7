import { record, strings } from '../../evidence/synthesized/stack.js';
import type { Field, Schema } from './provider-schema.js';

/** Terraform's own arguments of a resource. */
const meta = new Set(['//', 'connection', 'count', 'depends_on', 'for_each', 'lifecycle', 'provider', 'provisioner']);

/** Schemas by `resource.type` and `data.type`. */
export type Schemas = ReadonlyMap<string, Schema>;

/** What of a root module the provider would refuse to read: unknown, missing or computed fields, types, references. */
export function schemaProblems(document: Readonly<Record<string, unknown>>, schemas: Schemas): string[] {
  const kinds = [
    ['resource', record(document['resource'])],
    ['data', record(document['data'])],
  ] as const;
  const fields = kinds.flatMap(([kind, byType]) =>
    Object.entries(byType).flatMap(([type, byName]) => {
      // Built into Terraform: no provider's schema has it, and `terraform validate` judges it.
      if (type === 'terraform_data') return [];
      const schema = schemas.get(`${kind}.${type}`);
      if (schema === undefined) return [`${kind} ${type}: the provider has no such type`];
      return Object.entries(record(byName)).flatMap(([name, values]) => blockProblems(record(values), schema, `${type}.${name}`, true));
    }),
  );
  return [...fields, ...referenceProblems(document, schemas)];
}

function blockProblems(values: Readonly<Record<string, unknown>>, schema: Schema, at: string, top: boolean): string[] {
  const given = Object.entries(values).filter(([key]) => !(top && meta.has(key)));
  const missing = [...schema].filter(([name, { required }]) => required && values[name] === undefined).map(([name]) => `${at}.${name} is required`);
  return [
    ...missing,
    ...given.flatMap(([key, value]) => {
      const field = schema.get(key);
      if (field === undefined) return [`${at}.${key}: no such field`];
      if (field.computedOnly) return [`${at}.${key} is set by the provider`];
      return fieldProblems(value, field, `${at}.${key}`);
    }),
  ];
}

function fieldProblems(value: unknown, { type, block, values }: Field, at: string): string[] {
  if (block !== undefined) {
    const many = Array.isArray(value) ? value : [value];
    return many.flatMap((one) =>
      one !== null && typeof one === 'object' ? blockProblems(record(one), block, at, false) : [`${at} is ${JSON.stringify(one)}; a block is needed`],
    );
  }
  if (values !== undefined && !values.includes(String(value))) return [`${at} is ${JSON.stringify(value)}; one of ${values.join(', ')} is needed`];
  const isReference = typeof value === 'string' && value.includes('${');
  const fits = {
    string: typeof value === 'string',
    number: typeof value === 'number' || isReference,
    boolean: typeof value === 'boolean' || isReference,
    list: Array.isArray(value) || isReference,
    map: (value !== null && typeof value === 'object' && !Array.isArray(value)) || isReference,
    any: true,
  };
  return fits[type] ? [] : [`${at} is ${JSON.stringify(value)}; ${type} is needed`];
}

/** Expressions that name what the module does not have, or a field its type does not have. */
function referenceProblems(document: Readonly<Record<string, unknown>>, schemas: Schemas): string[] {
  return [...strings(document)].flatMap(([at, text]) =>
    [...text.matchAll(/\$\{(data\.)?([a-z]\w*_\w+)\.([\w-]+)\.([^}]+)\}/g)].flatMap(([whole, data, type = '', name = '', path = '']) => {
      const kind = data === undefined ? 'resource' : 'data';
      if (record(record(record(document[kind])[type]))[name] === undefined) return [`${at}: ${whole} names nothing in this module`];
      let schema = schemas.get(`${kind}.${type}`);
      for (const part of path.split('.').map((step) => step.replace(/\[.*$/, ''))) {
        const field: Field | undefined = schema?.get(part);
        if (field === undefined) return [`${at}: ${whole}: ${type} has no ${part}`];
        schema = field.block;
      }
      return [];
    }),
  );
}
