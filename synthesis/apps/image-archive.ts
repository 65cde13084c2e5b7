import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jobContext } from '../../gateway/image/layer.js';
import { sourcesDigest } from '../../runtime/bundle.js';
import { cache } from '../../runtime/kept-file.js';
import type { ProgramsArchive } from '../../stacks/aws/images.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

let kept: ProgramsArchive | undefined;

/** The archive that the job for images is given, kept by the digest of everything that it may be made of: to bundle seven programs takes longer than a synth. */
export function imageArchive(): ProgramsArchive {
  kept ??= readOrMade();
  return kept;
}

function readOrMade(): ProgramsArchive {
  const lock = join(root, 'package-lock.json');
  const sources = ['runtime', join('gateway', 'image')].map((folder) => sourcesDigest(join(root, folder), lock)).join('');
  const target = join(cache, `image-context-${createHash('sha256').update(sources).digest('hex').slice(0, 16)}`);
  const path = join(target, 'context.tar');
  if (!existsSync(target)) make(target);
  const programs = readFileSync(join(target, 'programs'), 'utf8');
  return { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex'), programs };
}

function make(target: string): void {
  const draft = `${target}.${process.pid}`;
  const { archive, programs } = jobContext();
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'context.tar'), archive);
  writeFileSync(join(draft, 'programs'), programs);
  mkdirSync(dirname(target), { recursive: true });
  try {
    renameSync(draft, target);
  } catch (error) {
    // A parallel synth was faster; its archive is the same.
    if (!existsSync(target)) throw error;
    rmSync(draft, { recursive: true });
  }
}
