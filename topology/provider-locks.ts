import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from './error.js';
import { shownPath } from './siblings.js';

/** One provider in a dependency lock file of Terraform or OpenTofu. */
export interface ProviderLock {
  /** `registry.terraform.io/hashicorp/google` */
  readonly address: string;
  readonly version: string;
  /** Checksums of its packages, each with its scheme. */
  readonly hashes: readonly string[];
  /** The block as it is written. */
  readonly text: string;
}

/** Where the checksums of providers are kept: beside the topology, for an output is replaced by each synthesis. */
export function lockFileOf(topology: string): string {
  return join(dirname(topology), `${basename(topology).replace(/\.ya?ml$/, '')}.terraform.lock.hcl`);
}

/** Providers that are locked for a topology; none without a file. */
export function readProviderLocks(topology: string): readonly ProviderLock[] {
  const file = lockFileOf(topology);
  if (!existsSync(file)) return [];
  const locks = parseLocks(readFileSync(file, 'utf8'));
  if (locks !== undefined) return locks;
  throw new InputError([
    { message: `${shownPath(file)}: not a dependency lock file. Allowed: what "terraform providers lock" writes, one block for each provider.` },
  ]);
}

const comments = /^\s*#.*$/gm;
const block = /provider "([^"\s]+)" \{\s*version\s*=\s*"([^"]+)"\s*(?:constraints\s*=\s*"[^"]*"\s*)?(?:hashes\s*=\s*\[([^\]]*)\]\s*)?\}/g;

/** Blocks of a lock file, which only programs write and always in one form; undefined where anything else is in it. */
export function parseLocks(text: string): ProviderLock[] | undefined {
  const plain = text.replaceAll('\r', '').replaceAll(comments, '');
  if (plain.replaceAll(block, '').trim() !== '') return undefined;
  return [...plain.matchAll(block)].map(([whole, address = '', version = '', hashes = '']) => ({
    address,
    version,
    hashes: [...hashes.matchAll(/"([^"]+)"/g)].map(([, hash = '']) => hash),
    text: whole,
  }));
}
