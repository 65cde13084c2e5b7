import { createHash } from 'node:crypto';
import type { Derived } from './program.js';

/** A program as it is reviewed, or how it differs from what the topology says in it. */
export type Recognised = { readonly sha256: string } | { readonly differs: string };

/**
 * The digest of a program with a blank for each piece that the topology decides. Since no blank may be in the text itself, two programs have the same digest
 * only where they are the same but for these pieces, and these are as derived.
 */
export function recognised(text: string, { pieces }: Derived): Recognised {
  let reviewed = text;
  for (const [blank, piece] of Object.entries(pieces)) {
    if (text.includes(blank)) return { differs: `has ${shown(blank)}, a blank that is filled in only where it is reviewed` };
    if (!reviewed.includes(piece)) return { differs: `has ${received(text, blank)}. Allowed: ${shown(piece)}` };
    reviewed = reviewed.replaceAll(piece, () => blank);
  }
  return { sha256: digestOf(reviewed) };
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What is there instead of a piece: the line that begins as it does, up to its blank. */
function received(text: string, blank: string): string {
  const [before = ''] = blank.split('<');
  const start = before === '' ? -1 : text.indexOf(before);
  return start < 0 ? 'something else' : shown(text.slice(start));
}

/** The first line that says something. */
function shown(text: string): string {
  const [first = ''] = text.trim().split('\n');
  return `\`${first.length > 160 ? `${first.slice(0, 160)}…` : first}\``;
}
