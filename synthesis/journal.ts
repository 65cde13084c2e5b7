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

export const journalName = '.hybrid-llama-blueprint.journal';

/** Moving takes milliseconds: after this long its process is gone, even if another one has its id now. */
const abandonedAfterMs = 10_000;

/**
 * Does what an entry says as a whole: written down before the first move, and struck out after the last. The next
 * process after a kill in between finds the entry and completes it. `carryOut` may therefore run twice.
 */
export function journalled(folder: string, entry: JournalEntry, carryOut: (entry: JournalEntry) => void): void {
  write(folder, entry, carryOut);
  carryOut(entry);
  rmSync(join(folder, journalName), { force: true });
}

/** Completes what a killed run left in a folder; waits for a run that is moving its drafts at this moment. */
export function settle(folder: string, carryOut: (entry: JournalEntry) => void): void {
  const file = join(folder, journalName);
  const started = Date.now();
  for (;;) {
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (written === undefined) return;
    const entry = read(file);
    const waited = Math.max(Date.now() - started, Date.now() - written);
    if (waited > abandonedAfterMs || (entry !== undefined && !isRunning(entry.pid))) {
      // An entry that was not written to its end: nothing was moved yet.
      if (entry !== undefined) carryOut(entry);
      rmSync(file, { force: true });
      return;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** Only one run at a time moves: the file is created or found. */
function write(folder: string, entry: JournalEntry, carryOut: (entry: JournalEntry) => void): void {
  const file = join(folder, journalName);
  for (;;) {
    settle(folder, carryOut);
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
