/** A field of a file as its schema describes it: JSON Schema, and what `.meta` says of it. */
export interface Field {
  readonly type?: string;
  readonly description?: string;
  /** What a number counts. */
  readonly unit?: string;
  /** What holds without it, where that is no value. */
  readonly absent?: string;
  readonly default?: unknown;
  /** Values that it takes, at least one once a file is described. */
  readonly examples?: readonly unknown[];
  /** The form of a text in words. */
  readonly form?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
  /** Of a map: its keys and values. */
  readonly propertyNames?: Field;
  readonly additionalProperties?: Field | boolean;
  readonly items?: Field | boolean;
  readonly prefixItems?: readonly Field[];
  /** Forms that one of the fields tells apart, such as `kind`. */
  readonly oneOf?: readonly Field[];
  readonly anyOf?: readonly Field[];
}

export function isField(value: Field | boolean | undefined): value is Field {
  return typeof value === 'object';
}
