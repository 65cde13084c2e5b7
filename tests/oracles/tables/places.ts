import type { z } from 'zod';
import type { Json } from '../../support/documents.js';

export type Path = readonly (string | number)[];

/** A place in a topology, as its schema describes it. */
export interface Place {
  readonly path: Path;
  /** The same for every entity of a kind. */
  readonly name: string;
  readonly value: unknown;
  /** Values that may be there instead; undefined where they cannot be listed. */
  readonly values?: readonly unknown[];
  readonly optional: boolean;
  /** Kinds that the entity here may be of: each has fields of its own, so that the kind alone cannot be switched. */
  readonly alternatives?: readonly string[];
}

function kindsOf({ options, discriminator }: Json): string[] {
  return (options as z.ZodType[]).flatMap((option) => {
    const def = option._zod.def as Json;
    return def.type === 'union' ? kindsOf({ ...def, discriminator }) : [...(def.shape[discriminator]?._zod.def.values ?? [])];
  });
}

/** Every place of a topology that is filled in, defaults included, or could be. */
export function* places(schema: z.ZodType, value: unknown, path: Path = [], name: Path = [], optional = false): Iterable<Place> {
  const def = schema._zod.def as Json;
  if (def.innerType !== undefined) {
    yield* places(def.innerType, value, path, name, true);
    return;
  }
  const values: unknown[] | undefined =
    def.type === 'enum' ? Object.values(def.entries) : def.type === 'boolean' ? [true, false] : def.type === 'literal' ? def.values : undefined;
  yield { path, name: name.join('.'), value, optional, ...(values && { values }) };
  if (value === undefined) return;
  if (def.type === 'object') {
    for (const [key, inner] of Object.entries<z.ZodType>(def.shape)) yield* places(inner, (value as Json)[key], [...path, key], [...name, key]);
  } else if (def.type === 'record') {
    for (const [key, inner] of Object.entries(value as object)) yield* places(def.valueType, inner, [...path, key], name.concat('*'));
  } else if (def.type === 'array') {
    for (const [index, inner] of (value as unknown[]).entries()) yield* places(def.element, inner, [...path, index], name.concat('[]'));
  } else if (def.type === 'union') {
    const option = (def.options as z.ZodType[]).find((candidate) => candidate.safeParse(value).success);
    const kind = (value as Json)[def.discriminator];
    if (kind !== undefined)
      yield { path: [...path, def.discriminator], name: [...name, def.discriminator].join('.'), value: kind, optional: false, alternatives: kindsOf(def) };
    if (option !== undefined) yield* places(option, value, path, kind === undefined ? name : [...name, kind]);
  }
}

export const at = (data: unknown, path: Path) => path.reduce<Json>((inner, key) => inner?.[key], data);
