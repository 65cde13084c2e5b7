import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readCheckout } from './checkout.js';
import { readDownload } from './download.js';
import { type Repository, refused } from './repository.js';

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
