import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readCheckout } from './checkout.js';
import { readDownload } from './download.js';

/** A file of a pinned commit, as the commit has it. */
export interface RepositoryFile {
  /** Path inside the repository, with slashes. */
  readonly path: string;
  readonly link: boolean;
  /** Hashes what the commit holds; throws what is wrong with the file that lies there. Asked only of files taken along. */
  digest(): FileDigest;
  /** The content of a small text. */
  text(): string;
}

export interface FileDigest {
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** The files of one commit, and what speaks against their being that commit. */
export interface Repository {
  readonly files: readonly RepositoryFile[];
  readonly problems: readonly string[];
}

/** Reads a git checkout or what `hf download --local-dir` left. Of anything else, nothing proves which commit it is. */
export function readRepository(directory: string, commit: string): Repository {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) return refused(`--from: received "${directory}", which is no directory.`);
  if (existsSync(join(directory, '.git'))) return readCheckout(directory, commit);
  if (existsSync(join(directory, '.cache', 'huggingface', 'download'))) return readDownload(directory, commit);
  return refused(
    `--from: ${directory} is neither a git checkout nor what "hf download --local-dir" leaves, so nothing proves that it is commit ${commit}. ` +
      'For digests alone, clone with GIT_LFS_SKIP_SMUDGE=1: pointers suffice.',
  );
}

export function refused(...problems: readonly string[]): Repository {
  return { files: [], problems };
}

/** Digest of a file of any size. `also` gets the same bytes. */
export function digestOfFile(path: string, also?: (bytes: Buffer) => void): FileDigest {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(4 * 1024 * 1024);
  const file = openSync(path, 'r');
  let bytes = 0;
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      const part = chunk.subarray(0, read);
      hash.update(part);
      also?.(part);
      bytes += read;
    }
  } finally {
    closeSync(file);
  }
  return { sha256: hash.digest('hex'), bytes };
}
