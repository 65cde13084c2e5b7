import { chmodSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/** What an operating system's code means, for people. */
const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on its disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'its file system is read-only',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  ENOENT: 'a folder of the path does not exist',
  EEXIST: 'a file of that name is there',
  ENOTEMPTY: 'something else is in its place',
  EBUSY: 'another program uses it',
  EXDEV: 'it is on another file system',
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'this process has too many files open',
  ENFILE: 'the machine has too many files open',
  EFBIG: 'the file is larger than the system allows',
  EIO: 'the disk reports an error',
};

/** Codes that are never a fault of this tool, whichever path they are about. */
const environmental = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EFBIG', 'EIO', 'EBUSY'];

/** The machine does not let this tool write or read (exit code 3): its message is for the person at the machine, not for a bug report. */
export class StorageError extends Error {
  constructor(path: string, cause: NodeJS.ErrnoException | string) {
    super(`${path}: cannot be written or read: ${typeof cause === 'string' ? cause : `${causes[cause.code ?? '']} (${cause.code})`}`);
    this.name = 'StorageError';
  }
}

/** Does some work that writes into a folder; what the machine refuses there becomes a `StorageError` that names the path. */
export function writingInto<T>(folder: string, work: () => T): T {
  const explain = (error: unknown): never => {
    throw storageError(error, resolve(folder)) ?? error;
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(explain) as T) : result;
  } catch (error) {
    return explain(error);
  }
}

/** The error as one for people, or undefined when it may be a fault of this tool. `folder` is where the failed work was writing. */
export function storageError(error: unknown, folder?: string): StorageError | undefined {
  if (error instanceof StorageError) return error;
  if (!(error instanceof Error)) return undefined;
  const { code = '', path, dest, syscall } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (causes[code] === undefined) return undefined;
  // A write to an open file that fails does not say which file it is.
  const place = dest ?? path ?? folder;
  if (place === undefined) return environmental.includes(code) ? new StorageError('A file or standard output', error) : undefined;
  const inside = folder !== undefined && !relative(folder, resolve(place)).startsWith('..');
  // Where temporary files go, the machine says: TMPDIR names a folder that is not there.
  return inside || syscall === 'mkdtemp' || environmental.includes(code) ? new StorageError(place, error) : undefined;
}

/** Writes a file aside and renames it: a run that is cut off, or a full disk, leaves the file as it was. */
export function replaceFile(path: string, text: string): void {
  writingInto(path, () => {
    // The file itself, not the link that leads to it.
    const target = existsSync(path) ? realpathSync(path) : path;
    const draft = `${target}.${process.pid}`;
    try {
      writeFileSync(draft, text, { flag: 'wx' });
      if (existsSync(target)) chmodSync(draft, statSync(target).mode);
      renameSync(draft, target);
    } finally {
      rmSync(draft, { force: true });
    }
  });
}
