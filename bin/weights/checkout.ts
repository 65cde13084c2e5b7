import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../topology/error.js';
import { digestOfFile, type FileDigest, type Repository, type RepositoryFile, refused } from './repository.js';

/** The largest pointer that git-lfs writes is far below this. */
const largestPointer = 1024;
/** Files up to this size are read together: a process of git for each takes longer than all of them do. */
const readTogether = 65_536;

/**
 * The files of a git checkout at a commit. Digests come from the objects of the commit and not from the working tree: of a
 * large file git holds only a pointer, which names size and SHA-256, so that not even a file that was fetched must be read
 * to be known. It is read to see that it is unchanged.
 */
export function readCheckout(directory: string, commit: string): Repository {
  const git = (...args: readonly string[]) => runGit(directory, args);
  const head = git('rev-parse', '--verify', 'HEAD^{commit}').toString().trim();
  if (head !== commit) return refused(`--commit: received ${commit}, but ${directory} has ${head} checked out.`);
  const listed = git('ls-tree', '-r', '-z', '--long', commit)
    .toString()
    .split('\0')
    .flatMap((entry) => {
      const [, mode, type, object, size, path] = /^(\d+) (\w+) ([0-9a-f]+) +(\S+)\t([\s\S]+)$/.exec(entry) ?? [];
      return type === 'blob' && object !== undefined && path !== undefined ? [{ path, link: mode === '120000', object, size: Number(size) }] : [];
    });
  const small = smallBlobs(directory, listed);
  const files = listed.map(({ path, link, object, size }) => {
    const content = () => small.get(object) ?? git('cat-file', 'blob', object);
    return new CheckoutFile(directory, path, link, size, content);
  });
  const dirty = changedPaths(git, files);
  const problems = dirty.length === 0 ? [] : [`--from: ${directory} is not as ${commit} has it: ${shorten(dirty)}. Restore or remove these.`];
  return { files, problems };
}

class CheckoutFile implements RepositoryFile {
  private known: FileDigest | undefined;

  constructor(
    private readonly directory: string,
    readonly path: string,
    readonly link: boolean,
    private readonly size: number,
    /** What the commit has of it. */
    private readonly content: () => Buffer,
  ) {}

  text(): string {
    return this.content().toString('utf8');
  }

  digest(): FileDigest {
    this.known ??= this.pointer() ?? { sha256: createHash('sha256').update(this.content()).digest('hex'), bytes: this.size };
    return this.known;
  }

  /** What git-lfs keeps elsewhere, if this is a pointer to it. */
  pointer(): FileDigest | undefined {
    if (this.link || this.size > largestPointer) return undefined;
    const [, sha256, bytes] =
      /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n$/.exec(this.text()) ?? [];
    return sha256 === undefined ? undefined : { sha256, bytes: Number(bytes) };
  }

  /** Whether the working tree holds what the pointer refers to. */
  isFetched(): boolean {
    const pointer = this.pointer();
    const path = join(this.directory, this.path);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return pointer !== undefined && stats?.isFile() === true && stats.size === pointer.bytes && digestOfFile(path).sha256 === pointer.sha256;
  }
}

/** Contents of the small files of a commit, by object. */
function smallBlobs(directory: string, files: readonly { readonly object: string; readonly size: number }[]): ReadonlyMap<string, Buffer> {
  const objects = [...new Set(files.flatMap(({ object, size }) => (size <= readTogether ? [object] : [])))];
  const all = objects.length === 0 ? Buffer.alloc(0) : runGit(directory, ['cat-file', '--batch'], objects.join('\n'));
  const blobs = new Map<string, Buffer>();
  // Of each: `<object> blob <bytes>`, a line feed, the content, a line feed.
  for (let start = 0; start < all.length; ) {
    const end = all.indexOf('\n', start);
    const [object = '', type, bytes] = all.toString('utf8', start, end).split(' ');
    if (type !== 'blob') throw new Error(`git cat-file says "${all.toString('utf8', start, end)}"`);
    blobs.set(object, all.subarray(end + 1, end + 1 + Number(bytes)));
    start = end + 2 + Number(bytes);
  }
  return blobs;
}

/** Paths that differ from the commit, untracked ones too. Fetched large files differ from their pointers and are looked into. */
function changedPaths(git: (...args: readonly string[]) => Buffer, files: readonly CheckoutFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const entries = git('status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames').toString().split('\0');
  return entries.flatMap((entry) => {
    const path = entry.slice(3);
    return entry === '' || (entry.startsWith(' M') && byPath.get(path)?.isFetched() === true) ? [] : [path];
  });
}

/** Git without what a configuration could make it run: hooks, monitors, filters (large files stay pointers to it). */
function runGit(directory: string, args: readonly string[], input?: string): Buffer {
  const plain = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.autocrlf=false', 'filter.lfs.required=false', 'filter.lfs.process='];
  const filters = ['filter.lfs.clean=cat', 'filter.lfs.smudge=cat'];
  try {
    return execFileSync('git', ['--no-replace-objects', '-C', directory, ...[...plain, ...filters].flatMap((setting) => ['-c', setting]), ...args], {
      maxBuffer: 1024 ** 3,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...(input !== undefined && { input }),
    });
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: Buffer };
    const reason = code === 'ENOENT' ? 'git is not installed' : (stderr?.toString().trim().split('\n')[0] ?? String(error));
    throw new InputError([{ message: `--from: ${directory} cannot be read as a git checkout: ${reason}` }]);
  }
}

function shorten(paths: readonly string[]): string {
  return paths.length > 5 ? `${paths.slice(0, 5).join(', ')} and ${paths.length - 5} more` : paths.join(', ');
}
