import { readFileSync } from 'node:fs';
import { dig, record } from '../../evidence/synthesized/stack.js';
import { type ProviderLock, parseLocks } from '../../topology/provider-locks.js';

/** Registries that serve providers under the name that a module requires; a mirror keeps the name. */
const registries = ['registry.terraform.io', 'registry.opentofu.org'];

/**
 * What speaks against the lock file that `terraform init` left in a module: it decides which packages run with the rights of the deployment.
 * Versions are those of the module, checksums those that are committed, where some are.
 */
export function lockProblems(file: string, module: Record<string, unknown>, committed: readonly ProviderLock[]): string[] {
  const locks = parseLocks(readFileSync(file, 'utf8'));
  if (locks === undefined) return ['is not what "terraform init" writes'];
  const required = requirements(module);
  return locks.flatMap((lock) => {
    const requirement = required.find(({ source }) => registries.some((registry) => lock.address === `${registry}/${source}`));
    if (requirement === undefined) return [`locks ${lock.address}, which the module does not require`];
    const { version } = requirement;
    if (lock.version !== version) return [`locks ${lock.address} ${lock.version}; the module requires ${version}`];
    if (committed.length === 0) return [];
    const known = committed.find(({ address }) => address === lock.address);
    if (known === undefined) return [`locks ${lock.address}, which the committed lock file does not have`];
    const unknown = lock.hashes.filter((hash) => !known.hashes.includes(hash));
    if (unknown.length === 0) return [];
    return [`accepts packages of ${lock.address} that the committed lock file does not (${unknown.slice(0, 2).join(', ')}${unknown.length > 2 ? ', …' : ''})`];
  });
}

/** The lock file of a module: the committed blocks of the providers that it requires, or nothing where one of them has none. */
export function lockFileText(module: Record<string, unknown>, committed: readonly ProviderLock[]): string | undefined {
  const required = requirements(module);
  const locks = required.flatMap(({ source }) => committed.filter(({ address }) => address.endsWith(`/${source}`)));
  if (locks.length < required.length || locks.length === 0) return undefined;
  return `${locks
    .map(({ text }) => text)
    .sort()
    .join('\n\n')}\n`;
}

/** Providers that a module requires, by their full source. */
function requirements(module: Record<string, unknown>): { readonly source: string; readonly version: string }[] {
  return Object.values(record(dig(module, 'terraform', 'required_providers')))
    .map(record)
    .map(({ source, version }) => ({
      source: String(source).includes('/') ? String(source) : `hashicorp/${source}`,
      version: String(version).replace(/^=\s*/, ''),
    }));
}
