import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { InputError } from '../topology/error.js';

/** A commit of the repository that a directory is in. */
export interface Commit {
  /** As it was asked for. */
  readonly ref: string;
  readonly hash: string;
  /** Root of the work tree. */
  readonly root: string;
}

/** The commit that a name means, or undefined when it means none or this is no repository. */
export function commitOf(ref: string, cwd: string): Commit | undefined {
  if (ref.startsWith('-')) return undefined;
  const root = git(['rev-parse', '--show-toplevel'], cwd);
  const hash = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], cwd);
  return root === undefined || hash === undefined ? undefined : { ref, hash, root: realpathSync(root) };
}

/** Whether anything below some paths differs between a commit and the work tree, untracked files included. */
export function differsFrom({ hash, root }: Commit, paths: readonly string[]): boolean {
  const unchanged = spawnSync('git', ['diff', '--quiet', hash, '--', ...paths], { cwd: root }).status === 0;
  return !unchanged || git(['ls-files', '--others', '--exclude-standard', '--', ...paths], root) !== '';
}

/** Text of a file at a commit, or undefined when it is not there. */
export function fileAt({ hash, root }: Commit, path: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['show', `${hash}:${path}`], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? stdout : undefined;
}

/** Writes the tree of a commit into a directory. As an archive: it leaves nothing in the repository that a kill could leave behind. */
export function exportTree({ ref, hash, root }: Commit, directory: string): void {
  const archive = spawnSync('git', ['archive', '--format=tar', hash], { cwd: root, maxBuffer: 1024 * 1024 * 1024 });
  const unpacked = archive.status === 0 ? spawnSync('tar', ['-x', '-C', directory], { input: archive.stdout }) : undefined;
  if (unpacked?.status !== 0) throw new InputError([{ message: `${ref}: its files cannot be read (${String(archive.stderr).trim() || 'tar failed'})` }]);
}

function git(args: readonly string[], cwd: string): string | undefined {
  const { status, stdout, error } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (error !== undefined)
    throw new InputError([{ message: `git cannot be started (${error.message}). Install it, or compare files and directories instead` }]);
  return status === 0 ? stdout.trim() : undefined;
}
