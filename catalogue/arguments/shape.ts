/**
 * What was reviewed of a value, as the tables of this folder write it:
 *
 * - `text`: any text, reference or number; `number`: any number; `anything`: not judged here, such as tags
 * - `true | false`, `aws:kms | AES256`: one of these words, and nothing else
 * - a map: a block with these arguments; `name?` may be absent, and `*` stands for any name
 * - `=` in a map: what the value may be instead of a block; a list there is one word a line
 * - a list of one: the shape of each of its values; a value alone counts as a list of one
 */
export type Shape = string | boolean | number | readonly Shape[] | { readonly [name: string]: Shape };

/** One argument of a block. */
export interface Argument {
  readonly shape: Shape;
  /** Every block that was reviewed has it. */
  readonly always: boolean;
}

/** A map of a table. */
export interface Block {
  /** By name, without their question marks. */
  readonly arguments: ReadonlyMap<string, Argument>;
  /** What the value may be instead. */
  readonly instead?: Leaf;
}

/** Any text, any number, or only some words. */
export type Leaf = 'text' | 'number' | readonly string[];

const blocks = new WeakMap<object, Block>();

/** A map of a table; undefined for any other shape. */
export function blockOf(shape: Shape): Block | undefined {
  if (!isMap(shape)) return undefined;
  const known = blocks.get(shape);
  if (known !== undefined) return known;
  const { '=': instead, ...inner } = shape;
  const block: Block = {
    arguments: new Map(Object.entries(inner).map(([key, value]) => [key.replace(/\?$/, ''), { shape: value, always: !/[?*]$/.test(key) }])),
    ...(instead !== undefined && { instead: leafOf(instead) }),
  };
  blocks.set(shape, block);
  return block;
}

/** Shape of each value of a list; undefined for any other shape. A list that was always empty takes none. */
export function elementOf(shape: Shape): Shape | undefined {
  return Array.isArray(shape) ? (shape[0] ?? { '=': [] }) : undefined;
}

/** A shape that is neither list nor map. */
export function leafOf(shape: Shape): Leaf {
  if (Array.isArray(shape)) return shape.map(String);
  return shape === 'text' || shape === 'number' ? shape : String(shape).split(' | ');
}

function isMap(shape: Shape): shape is { readonly [name: string]: Shape } {
  return typeof shape === 'object' && !Array.isArray(shape);
}
