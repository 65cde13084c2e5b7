import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/**
 * Puts a finished draft in place of the output of an earlier run. Two renames, so that a kill leaves either the old
 * output or the new one; `restore` mends the instant between them.
 */
export function publish(draft: string, target: string): void {
  const old = backupOf(target);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(target)) {
    keepLocks(target, draft);
    renameSync(target, old);
  }
  renameSync(draft, target);
  rmSync(old, { recursive: true, force: true });
  rmSync(refusedOf(target), { recursive: true, force: true });
}

/** Leaves a refused draft as `<name>.refused` to look at, and nothing to deploy. */
export function refuse(draft: string, target: string): void {
  const refused = refusedOf(target);
  rmSync(refused, { recursive: true, force: true });
  renameSync(draft, refused);
  rmSync(target, { recursive: true, force: true });
  rmSync(backupOf(target), { recursive: true, force: true });
}

/** An empty directory beside the target, on the same file system so that it can be renamed. */
export function draftOf(target: string): string {
  restore(target);
  const parent = dirname(resolve(target));
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const [, pid] = new RegExp(`^\\.${escaped(basename(target))}\\.draft-(\\d+)$`).exec(name) ?? [];
    const path = join(parent, name);
    if (pid !== undefined && (!isRunning(Number(pid)) || isOld(path))) rmSync(path, { recursive: true, force: true });
  }
  const draft = join(parent, `.${basename(target)}.draft-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  return draft;
}

function restore(target: string): void {
  if (!existsSync(target) && existsSync(backupOf(target))) renameSync(backupOf(target), target);
}

/** The CDK command line holds the output by lock files in it; it would not find them in a directory swapped under it. */
function keepLocks(from: string, to: string): void {
  for (const name of readdirSync(from)) if (name.endsWith('.lock')) cpSync(join(from, name), join(to, name));
}

/** No synthesis takes an hour: by then the process id belongs to somebody else. */
function isOld(path: string): boolean {
  return Date.now() - statSync(path).mtimeMs > 3_600_000;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function backupOf(target: string): string {
  const whole = resolve(target);
  return join(dirname(whole), `.${basename(whole)}.old`);
}

function refusedOf(target: string): string {
  const whole = resolve(target);
  return join(dirname(whole), basename(whole).replace(/(\.out)?$/, '.refused'));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
