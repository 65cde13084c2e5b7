import { cpSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { JournalEntry, Steps } from './journal.js';

/**
 * What a journal's entry does in its folder. What is in the way is set aside before the first draft takes its place, and
 * removed after the last has: until then all of it can be put back. Each part that is done already is left alone.
 */
export function movesIn(folder: string): Steps {
  return {
    carryOut(entry) {
      const places = placesOf(folder, entry);
      for (const { draft, target, place, inTheWay } of places) {
        const moved = !existsSync(draft);
        if (!moved && existsSync(target)) keepLocks(target, draft);
        for (const path of inTheWay) if (!moved || path !== place) setAside(path);
      }
      for (const { draft, place } of places) if (existsSync(draft)) renameSync(draft, place);
    },

    undo(entry) {
      for (const { draft, place, inTheWay } of placesOf(folder, entry)) {
        if (!existsSync(draft) && existsSync(place)) renameSync(place, draft);
        for (const path of inTheWay) if (existsSync(aside(path)) && !existsSync(path)) renameSync(aside(path), path);
      }
    },

    cleanUp(entry) {
      for (const { inTheWay } of placesOf(folder, entry)) for (const path of inTheWay) remove(aside(path));
    },
  };
}

function placesOf(folder: string, { verdict, moves }: JournalEntry) {
  return moves.map(([from, to]) => {
    const [draft, target] = [join(folder, from), join(folder, to)];
    // A refused output leaves nothing to deploy, and a published one no refused one to look at.
    return { draft, target, place: verdict === 'publish' ? target : refusedOf(target), inTheWay: [target, refusedOf(target)] };
  });
}

export function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

function setAside(path: string): void {
  if (!existsSync(path)) return;
  remove(aside(path));
  renameSync(path, aside(path));
}

/** The CDK command line holds the output by lock files in it; it would not find them in a directory swapped under it. */
function keepLocks(from: string, to: string): void {
  for (const name of readdirSync(from)) if (name.endsWith('.lock')) cpSync(join(from, name), join(to, name));
}

function aside(path: string): string {
  return join(dirname(path), `.${basename(path)}.old`);
}

function refusedOf(target: string): string {
  return join(dirname(target), basename(target).replace(/(\.out)?$/, '.refused'));
}
