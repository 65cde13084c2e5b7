import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Copies the sources of a module without its tests. The cache of modules is read-only, and what is in it is nobody's to build in. */
export function copySources(source: string, copy: string): void {
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('_test.go')) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(copy, relative(source, from));
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
    chmodSync(to, 0o644);
  }
}

/** Where Google's provider names each of its services, to have it registered. */
const registrations = join('google', 'provider', 'provider_register_services.go');
const services = join('google', 'services');

/**
 * Leaves only those services of Google's provider registered that have one of these types of resources or data: the others are three fifths of what is compiled. A type
 * that no service has stays unknown to the provider, which says so of the module that uses it. Gives the names of the services, sorted.
 */
export function registerServicesOf(types: readonly string[], sources: string): string[] {
  const used = readdirSync(join(sources, services)).filter((service) => typesOf(join(sources, services, service)).some((type) => types.includes(type)));
  if (used.length === 0) throw new Error(`no service of Google's provider has one of ${types.length} types: its sources have another form`);
  const isUnused = (line: string) => line.includes('/google/services/') && !used.some((service) => line.endsWith(`/google/services/${service}"`));
  const lines = readFileSync(join(sources, registrations), 'utf8').split('\n');
  writeFileSync(join(sources, registrations), lines.filter((line) => !isUnused(line)).join('\n'));
  return used.sort();
}

/** Types that the files of one service register. */
function typesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.go'))
    .flatMap(({ name }) => [...readFileSync(join(folder, name), 'utf8').matchAll(/\bName:\s+"(google_\w+)"/g)].map(([, type = '']) => type));
}
