/**
 * Characters that a reader does not see, or that change how the text round them looks: controls, marks of direction, joiners and blanks without
 * width, separators of lines and paragraphs, tag characters, variation of what is not there, and halves of characters.
 * Source: Unicode 16, general categories Cc, Cf, Zl, Zp, Cs; UTS 55, source code handling.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u17b4\u17b5\u3164\uffa0]|\u034f/u;
const everyInvisible = new RegExp(invisible.source, 'gu');

/** Marks that reorder what follows them, also beyond the value they are in. */
const reordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The first invisible character of a text and its place from 0; undefined for a text that is as it looks. */
export function firstInvisible(text: string): { readonly name: string; readonly index: number } | undefined {
  return found(text, invisible);
}

/** The first mark that reorders text: nothing in a file may hold one, not even a comment. */
export function firstReordering(text: string): { readonly name: string; readonly index: number } | undefined {
  return found(text, reordering);
}

/** The same text with every invisible character spelt out, such as `\u{202E}`: for a terminal or a page. Line breaks and tabs stay. */
export function visible(text: string): string {
  if (!invisible.test(text)) return text;
  return text.replace(everyInvisible, (character) => (character === '\n' || character === '\t' ? character : `\\u{${hex(character)}}`));
}

function found(text: string, pattern: RegExp): { readonly name: string; readonly index: number } | undefined {
  const match = pattern.exec(text);
  return match === null ? undefined : { name: `U+${hex(match[0]).padStart(4, '0')}`, index: match.index };
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
}
