/** One attribute or block of a provider's type. */
export interface Field {
  readonly required: boolean;
  /** Set by the provider; a configuration may only read it. */
  readonly computedOnly: boolean;
  readonly type: 'string' | 'number' | 'boolean' | 'list' | 'map' | 'any';
  /** The only values that documentation lists, where it was read. */
  readonly values?: readonly string[];
  /** Fields of a block. */
  readonly block?: Schema;
}

export type Schema = ReadonlyMap<string, Field>;

/**
 * Reads the schema of one resource or data source out of a module that CDK Terrain generated from the provider's own schema:
 * its classes carry every field with its flags, and how it is read.
 */
export function schemaOf(source: string): { readonly type: string; readonly schema: Schema } | undefined {
  const classes = new Map([...source.matchAll(/^class (\w+) extends cdktn\.\w+ \{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => [name, body] as const));
  for (const body of classes.values()) {
    const type = /static tfResourceType = "(\w+)"/.exec(body)?.[1];
    if (type !== undefined) return { type, schema: fieldsOf(body, classes) };
  }
  return undefined;
}

function fieldsOf(body: string, classes: ReadonlyMap<string, string>): Schema {
  const parts = body.split(/^ {4}\/\/ (?=\w+ - computed: )/m).slice(1);
  return new Map(
    parts.flatMap((part): [string, Field][] => {
      const [, name, computed, optional, required] = /^(\w+) - computed: (\w+), optional: (\w+), required: (\w+)/.exec(part) ?? [];
      if (name === undefined) return [];
      const nested = /= new (\w+?)(?:List|OutputReference)\(this, "/.exec(part)?.[1];
      const inner = nested === undefined ? undefined : classes.get(`${nested}OutputReference`);
      return [
        [
          name,
          {
            required: required === 'true',
            computedOnly: computed === 'true' && optional !== 'true' && required !== 'true',
            type: typeOf(part),
            ...(inner !== undefined && { block: fieldsOf(inner, classes) }),
          },
        ],
      ];
    }),
  );
}

function typeOf(part: string): Field['type'] {
  const reader = /this\.get(\w+)Attribute\('/.exec(part)?.[1];
  if (reader === 'String') return 'string';
  if (reader === 'Number') return 'number';
  if (reader === 'Boolean') return 'boolean';
  if (reader?.endsWith('Map') === true || /Map\(this, /.test(part)) return 'map';
  return reader?.endsWith('List') === true || reader === 'List' || /Fn\.tolist\(/.test(part) ? 'list' : 'any';
}
