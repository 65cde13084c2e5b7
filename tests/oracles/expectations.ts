import type { Json } from '../support/documents.js';
import { facts, type Seen } from './expected-facts.js';

/** Templates by stack name. */
export type Templates = Readonly<Record<string, Json>>;

/** Stacks of one kind give the same logical ids: a resource means those of its own stack. */
const ownFirst = ({ stack }: Seen, all: readonly Seen[]) => [...all.filter((one) => one.stack === stack), ...all.filter((one) => one.stack !== stack)];

/** Why a fact is open in a topology that has nothing it is about. */
const noSubject = 'there is no such resource';

/** What does not show, as `type`: `fact`; the reason follows each. */
export function notShown(templates: Templates, all: readonly Seen[]): Map<string, string> {
  const missing = new Map<string, string>();
  const said = ({ stack, id }: Seen) => templates[stack].Resources[id]?.Properties ?? {};
  for (const one of all) {
    if (!/^(CREATE|UPDATE)_COMPLETE$/.test(one.status)) missing.set(`${one.type}: created`, `${one.stack} ${one.id}: ${one.status}`);
    else if (one.seen === null) missing.set(`${one.type}: read back`, `${one.stack} ${one.id}: ${one.error ?? 'its service does not show it'}`);
    const tags = [said(one).Tags ?? said(one).ResourceTags ?? []].flat().flatMap(pairs);
    const lost = one.seen === null ? [] : tags.filter(([key, value]) => one.tags[key] !== value);
    if (lost.length > 0) missing.set(`${one.type}: tags`, `${one.stack} ${one.id}: ${lost.map(([key]) => key).join(', ')}`);
  }
  for (const { type, fact, only, where, holds } of facts) {
    const subjects = all.filter((one) => one.type === type && one.seen !== null && one.id.startsWith(only ?? '') && (where?.(said(one)) ?? true));
    const failed = subjects.filter((one) => !attempt(() => holds(one.seen, said(one), ownFirst(one, all))));
    if (failed[0] !== undefined) missing.set(`${type}: ${fact}`, failed.map(({ stack, id }) => `${stack} ${id}`).join(', '));
    // Without a subject a fact would hold for ever.
    if (subjects.length === 0) missing.set(`${type}: ${fact}`, noSubject);
  }
  return missing;
}

/** What a change lost, apart from what is open since before it. */
export function afterChange(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...after].flatMap(([entry, reason]) => {
      const earlier = before.get(entry);
      if (reason === noSubject || earlier === noSubject) return [[entry, reason] as const];
      return earlier === undefined ? [[`${entry}, after a change`, reason] as const] : [];
    }),
  );
}

/** What is open of several looks: a fact that failed in one, or that had no subject in any. */
export function openOf(looks: readonly ReadonlyMap<string, string>[]): Map<string, string> {
  const entries = new Set(looks.flatMap((look) => [...look.keys()]));
  return new Map(
    [...entries].flatMap((entry) => {
      const reasons = looks.map((look) => look.get(entry));
      const failed = reasons.find((reason) => reason !== undefined && reason !== noSubject);
      if (failed !== undefined) return [[entry, failed] as const];
      return reasons.every((reason) => reason === noSubject) ? [[entry, noSubject] as const] : [];
    }),
  );
}

/** A tag in the three spellings of templates. */
function pairs(tag: Json): [string, unknown][] {
  if (tag.Key !== undefined) return [[tag.Key, tag.Value]];
  return tag.key !== undefined ? [[tag.key, tag.value]] : Object.entries(tag);
}

/** How many facts are looked for, tags and existence apart. */
export const factCount = facts.length;

function attempt(holds: () => boolean | undefined): boolean {
  try {
    return holds() === true;
  } catch {
    return false;
  }
}
