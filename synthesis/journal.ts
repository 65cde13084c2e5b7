import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from './processes.js';

export type Verdict = 'publish' | 'refuse';

/** What a synthesis is about to do with its drafts, by their names in the folder that holds the journal. */
export interface JournalEntry {
  readonly verdict: Verdict;
  readonly pid: number;
  /** `[draft, target]` */
  readonly moves: readonly (readonly [string, string])[];
}

/** How an entry is done. Any of it may run twice: the process after a kill begins again. */
export interface Steps {
  carryOut(entry: JournalEntry): void;
  /** Puts back what a failed `carryOut` did. */
  undo(entry: JournalEntry): void;
  /** Removes what only undoing needs. */
  cleanUp(entry: JournalEntry): void;
}

export const journalName = '.hybrid-llama-blueprint.journal';

/** Moving takes milliseconds: after this long its process is gone, even if another one has its id now. */
const abandonedAfterMs = 10_000;

/**
 * Does what an entry says as a whole: written down before the first move, and struck out after the last, or when what a
 * failure interrupted is undone. The next process after a kill in between finds the entry and completes it.
 */
export function journalled(folder: string, entry: JournalEntry, steps: Steps): void {
  write(folder, entry, steps);
  complete(folder, entry, steps);
}

function complete(folder: string, entry: JournalEntry, { carryOut, undo, cleanUp }: Steps): void {
  const strikeOut = () => rmSync(join(folder, journalName), { force: true });
  try {
    carryOut(entry);
  } catch (error) {
    undo(entry);
    strikeOut();
    throw error;
  }
  strikeOut();
  cleanUp(entry);
}

/** Completes what a killed run left in a folder; waits for a run that is moving its drafts at this moment. */
export function settle(folder: string, steps: Steps): void {
  const file = join(folder, journalName);
  const started = Date.now();
  for (;;) {
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (written === undefined) return;
    const entry = read(file);
    const waited = Math.max(Date.now() - started, Date.now() - written);
    if (waited > abandonedAfterMs || (entry !== undefined && !isRunning(entry.pid))) {
      // An entry that was not written to its end: nothing was moved yet.
      if (entry === undefined) rmSync(file, { force: true });
      else complete(folder, entry, steps);
      return;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** Only one run at a time moves: the file is created or found. */
function write(folder: string, entry: JournalEntry, steps: Steps): void {
  const file = join(folder, journalName);
  for (;;) {
    settle(folder, steps);
    let handle: number;
    try {
      handle = openSync(file, 'wx');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    try {
      writeFileSync(handle, JSON.stringify(entry));
      return;
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    } finally {
      closeSync(handle);
    }
  }
}

function read(file: string): JournalEntry | undefined {
  try {
    const entry = JSON.parse(readFileSync(file, 'utf8')) as JournalEntry;
    // Names only: a journal from elsewhere must not lead out of its folder.
    return entry.moves.flat().every((name) => /^[\w.-]+$/.test(name) && !/^\.\.?$/.test(name)) ? entry : undefined;
  } catch {
    return undefined;
  }
}
