/**
 * What was reviewed of a value, as the tables of this folder write it:
 *
 * - `text`: any text, reference or number; `number`: any number; `anything`: not judged here, such as tags
 * - `true | false`, `aws:kms | AES256`, `30 | 365`: one of these words or numbers, and nothing else; `null`: given as null only
 * - a map: a block with these arguments; `name?` may be absent, and `*` stands for any name
 * - `|` in a map: arguments that may be absent go together like this, and not otherwise
 * - `=` in a map: what the value may be instead of a block; a list there is one word a line
 * - a list of one: the shape of each of its values, of which there is one at least; with `none` after it, it may be empty. A value alone counts as a list of one
 */
export type Shape = string | boolean | number | readonly Shape[] | { readonly [name: string]: Shape };

/** A shape, read. */
export type Reviewed =
  | { readonly kind: 'anything' }
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'list'; readonly element: Reviewed; readonly mayBeEmpty: boolean }
  | {
      readonly kind: 'block';
      readonly arguments: ReadonlyMap<string, Reviewed>;
      /** Names of arguments that every block has. */
      readonly always: readonly string[];
      /** Combinations in which the other arguments are there. Without it any is fine. */
      readonly together?: readonly (readonly string[])[];
      /** Shape of the arguments whose name does not matter. */
      readonly others?: Reviewed;
      /** What the value may be instead. */
      readonly instead?: Leaf;
    };

/** Any text, any number, or only some words. */
export type Leaf = 'text' | 'number' | ReadonlySet<string>;

export function readShape(shape: Shape): Reviewed {
  if (shape === 'anything') return { kind: 'anything' };
  // A list that was always empty takes nothing.
  if (isList(shape)) return { kind: 'list', element: readShape(shape[0] ?? { '=': [] }), mayBeEmpty: shape.length !== 1 };
  if (typeof shape !== 'object') return { kind: 'leaf', leaf: leafOf(shape) };
  const { '=': instead, '*': others, '|': together, ...inner } = shape;
  const named = Object.entries(inner);
  return {
    kind: 'block',
    arguments: new Map(named.map(([key, value]) => [key.replace(/\?$/, ''), readShape(value)])),
    always: named.flatMap(([key, value]) => (key.endsWith('?') || value === 'null' ? [] : [key])),
    ...(together !== undefined &&
      isList(together) && {
        together: together.map((names) =>
          String(names)
            .split(', ')
            .filter((name) => name !== 'none'),
        ),
      }),
    ...(others !== undefined && { others: readShape(others) }),
    ...(instead !== undefined && { instead: leafOf(instead) }),
  };
}

function leafOf(shape: Shape): Leaf {
  if (isList(shape)) return new Set(shape.map(String));
  return shape === 'text' || shape === 'number' ? shape : new Set(String(shape).split(' | '));
}

function isList(shape: Shape): shape is readonly Shape[] {
  return Array.isArray(shape);
}
