import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

/** A file of a pinned commit, as the commit has it. */
export interface RepositoryFile {
  /** Path inside the repository, with slashes. */
  readonly path: string;
  readonly link: boolean;
  /** Hashes what the commit holds; throws what is wrong with the file on disk. Asked only of files taken along. */
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
