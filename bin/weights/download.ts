import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOfFile, type FileDigest, type Repository, type RepositoryFile } from './repository.js';

/**
 * The files of `hf download --local-dir`. Beside each it writes the commit and the ETag that the Hub gave: the SHA-256 of a
 * large file, the git object id of a small one. Both are compared with the file on disk.
 */
export function readDownload(directory: string, commit: string): Repository {
  const paths = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return { files: paths.map((path) => new DownloadedFile(directory, path, commit)), problems: [] };
}

class DownloadedFile implements RepositoryFile {
  readonly link: boolean;

  constructor(
    private readonly directory: string,
    readonly path: string,
    private readonly commit: string,
  ) {
    this.link = lstatSync(join(directory, path)).isSymbolicLink();
  }

  text(): string {
    return readFileSync(join(this.directory, this.path), 'utf8');
  }

  digest(): FileDigest {
    const record = join(this.directory, '.cache', 'huggingface', 'download', `${this.path}.metadata`);
    if (!existsSync(record)) throw new Error('did not come with this download, which has no record of it');
    const [commit = '', etag = ''] = readFileSync(record, 'utf8').split('\n');
    if (commit !== this.commit) throw new Error(`comes from commit ${commit}`);
    const path = join(this.directory, this.path);
    const object = createHash('sha1').update(`blob ${lstatSync(path).size}\0`);
    const digest = digestOfFile(path, (bytes) => object.update(bytes));
    const allowed = etag.length === 64 ? digest.sha256 : object.digest('hex');
    if (allowed !== etag) throw new Error(`is not what was downloaded: received ${allowed}, the Hub said ${etag}`);
    return digest;
  }
}
