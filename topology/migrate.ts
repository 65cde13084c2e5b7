import { type Document, isMap, parseDocument } from 'yaml';
import { parseSource } from './document.js';
import { InputError } from './error.js';
import type { Step, TextEdit } from './migrations/step.js';
import { toVersion2 } from './migrations/to-2.js';
import { toVersion3 } from './migrations/to-3.js';
import { toVersion4 } from './migrations/to-4.js';
import { show } from './path-text.js';
import { versionOf } from './schema-version.js';

/** Every step in order: a file takes those after its own version. */
export const steps: readonly Step[] = [toVersion2, toVersion3, toVersion4];

export interface Migrated {
  readonly text: string;
  /** Version that the file was of. */
  readonly from: number;
  /** One line per edit: where it is in the new text, and what it does. */
  readonly changes: readonly string[];
}

/** Takes a topology's text to the current version, changing nothing but what the steps change. Throws on YAML that is no topology of a known version. */
export function migrate(text: string, file: string): Migrated {
  const source = parseSource(text, file);
  if (!isMap(parseDocument(text).contents))
    throw new InputError([{ message: `the topology: received ${show(source.data)}. Allowed: a mapping.`, location: source.locate([]) }]);
  const from = versionOf(source);
  return inSteps(text, file, from, ({ edits }, document, current) => edits(document, current));
}

/** The same of the approvals beside a topology, which are of its version: `topology` is its text before it was migrated. */
export function migrateApprovals(text: string, file: string, topology: string): Migrated {
  const whole = parseDocument(topology);
  return inSteps(text, file, versionOf(parseSource(topology, file)), ({ granted }, document, current) => granted?.(document, current, whole) ?? []);
}

type Edits = (step: Step, document: Document.Parsed, text: string) => readonly TextEdit[];

function inSteps(text: string, file: string, from: number, editsOf: Edits): Migrated {
  const changes: string[] = [];
  let current = text;
  for (const step of steps) {
    if (step.to <= from) continue;
    const ordered = [...editsOf(step, parseDocument(current), current)].sort((a, b) => a.from - b.from);
    changes.push(...ordered.map((edit, index) => `${file}:${lineIn(current, ordered.slice(0, index), edit)}: ${edit.says}`));
    current = applied(current, ordered);
  }
  return { text: current, from, changes };
}

function applied(text: string, edits: readonly TextEdit[]): string {
  return edits.toReversed().reduce((edited, { from, to, text: put }) => `${edited.slice(0, from)}${put}${edited.slice(to)}`, text);
}

/** Line of an edit once those before it are made. */
function lineIn(text: string, before: readonly TextEdit[], { from }: TextEdit): number {
  const lines = (part: string) => part.split('\n').length - 1;
  return 1 + lines(text.slice(0, from)) + before.reduce((sum, edit) => sum + lines(edit.text) - lines(text.slice(edit.from, edit.to)), 0);
}
