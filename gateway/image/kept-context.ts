import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourcesDigest } from '../../runtime/bundle.js';
import { cache } from '../../runtime/kept-file.js';
import { jobContext } from './layer.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The archive that a job is given, as a file, for frameworks that take files alone. */
export interface KeptContext {
  readonly path: string;
  /** SHA-256 of the archive, in hex. */
  readonly sha256: string;
  /** Digest of the programs in it, in hex. */
  readonly programs: string;
}

let kept: KeptContext | undefined;

/** The archive of this version, kept by the digest of everything that it may be made of: to bundle seven programs takes longer than a synth. */
export function keptContext(): KeptContext {
  kept ??= readOrMade();
  return kept;
}

function readOrMade(): KeptContext {
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
