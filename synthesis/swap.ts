import { existsSync, lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { journalled, journalName, settle, type Verdict } from './journal.js';
import { movesIn, remove } from './moves.js';
import { isRunning } from './processes.js';
import { StorageError, writingInto } from './storage.js';

/** A finished draft and the output that it becomes. All of one synthesis are in one folder. */
export interface Move {
  readonly draft: string;
  readonly target: string;
}

/**
 * Synthesizes into empty drafts beside the targets, then publishes or refuses them all, as `fill` decides. A failure leaves
 * the earlier outputs, no draft, and says where the machine refused to write.
 */
export async function replaceOutputs<Name extends string>(
  targets: Readonly<Record<Name, string>>,
  fill: (drafts: Readonly<Record<Name, string>>) => Promise<Verdict> | Verdict,
): Promise<Verdict> {
  const moves: Move[] = [];
  try {
    for (const target of Object.values<string>(targets)) assertReplaceable(target);
    for (const target of Object.values<string>(targets)) moves.push({ draft: writingInto(target, () => draftOf(target)), target });
    const drafts = Object.fromEntries(Object.keys(targets).map((name, index) => [name, moves[index]?.draft])) as Record<Name, string>;
    const verdict = await fill(drafts);
    (verdict === 'publish' ? publish : refuse)(moves);
    return verdict;
  } finally {
    discard(moves.map(({ draft }) => draft));
  }
}

/**
 * Puts finished drafts in place of the outputs of an earlier run, all of them or none: a failure puts back what was moved, and a
 * kill leaves the earlier outputs, or a journal by which the next command puts the rest in place.
 */
export function publish(moves: readonly Move[]): void {
  together('publish', moves);
}

/** Leaves refused drafts as `<name>.refused` to look at, and nothing to deploy. */
export function refuse(moves: readonly Move[]): void {
  together('refuse', moves);
}

/** An empty directory beside the target, on the same file system so that it can be renamed. */
export function draftOf(target: string): string {
  const parent = dirname(resolve(target));
  mkdirSync(parent, { recursive: true });
  settleOutputs(parent);
  for (const name of readdirSync(parent)) {
    const [, pid] = new RegExp(`^\\.${escaped(basename(target))}\\.draft-(\\d+)$`).exec(name) ?? [];
    const path = join(parent, name);
    if (pid !== undefined && (!isRunning(Number(pid)) || isOld(path))) remove(path);
  }
  const draft = join(parent, `.${basename(target)}.draft-${process.pid}`);
  remove(draft);
  mkdirSync(draft);
  return draft;
}

/** Only a folder is replaced: a file may be of somebody else, and what a link leads to would stay an earlier output. */
function assertReplaceable(target: string): void {
  const found = lstatSync(target, { throwIfNoEntry: false });
  if (found === undefined || found.isDirectory()) return;
  throw new StorageError(resolve(target), `it is ${found.isSymbolicLink() ? 'a link' : 'a file'}, and outputs are folders. Move it away`);
}

/** Removes drafts that became nothing; those that a journal still names are for the next command to put in place. */
function discard(drafts: readonly string[]): void {
  for (const draft of drafts) if (!existsSync(join(dirname(draft), journalName))) remove(draft);
}

/** Completes what a run that was killed while it published left in a folder. */
export function settleOutputs(folder: string): void {
  writingInto(folder, () => settle(folder, movesIn(folder)));
}

function together(verdict: Verdict, moves: readonly Move[]): void {
  const [folder = '.', ...others] = new Set(moves.map(({ target }) => dirname(resolve(target))));
  if (others.length > 0) throw new Error(`outputs of one synthesis in several folders: ${[folder, ...others].join(', ')}`);
  const names = moves.map(({ draft, target }) => [basename(draft), basename(target)] as const);
  writingInto(folder, () => journalled(folder, { verdict, pid: process.pid, moves: names }, movesIn(folder)));
}

/** No synthesis takes an hour: by then the process id belongs to another process. */
function isOld(path: string): boolean {
  return Date.now() - statSync(path).mtimeMs > 3_600_000;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
