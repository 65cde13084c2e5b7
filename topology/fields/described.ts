import { z } from 'zod';
import { exampleOf } from './example.js';
import { type Field, isField } from './field.js';

const known = new WeakMap<z.ZodType, Field>();

/** What a schema says of its fields. Examples of mappings and lists are put together from those of their parts. */
export function describedBy(schema: z.ZodType): Field {
  const described = known.get(schema) ?? withExamples(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: sayForm }) as Field);
  known.set(schema, described);
  return described;
}

/** A pattern is for machines: its words are the message of a text that does not have it. */
function sayForm({ zodSchema, jsonSchema }: { readonly zodSchema: z.core.$ZodType; readonly jsonSchema: Record<string, unknown> }): void {
  if (jsonSchema['type'] !== 'string' || (jsonSchema['pattern'] === undefined && jsonSchema['format'] === undefined)) return;
  const { error } = z.safeParse(zodSchema, '\u0000');
  if (error !== undefined) jsonSchema['form'] = error.issues[0]?.message;
}

function withExamples(field: Field): Field {
  const whole: Field = {
    ...field,
    ...(field.properties && { properties: Object.fromEntries(Object.entries(field.properties).map(([name, one]) => [name, withExamples(one)])) }),
    ...(isField(field.additionalProperties) && { additionalProperties: withExamples(field.additionalProperties) }),
    ...(isField(field.items) && { items: withExamples(field.items) }),
    ...(field.prefixItems && { prefixItems: field.prefixItems.map(withExamples) }),
    ...(field.oneOf && { oneOf: field.oneOf.map(withExamples) }),
    ...(field.anyOf && { anyOf: field.anyOf.map(withExamples) }),
  };
  const example = exampleOf(whole);
  return example === undefined ? whole : { ...whole, examples: [example] };
}
