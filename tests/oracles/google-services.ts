import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Where the provider names each of its services, to have it registered. */
const registrations = join('google', 'provider', 'provider_register_services.go');
const services = join('google', 'services');

/**
 * Copies the sources of Google's provider, with the services that have one of these types of resources or data: the others are three fifths of what is compiled. A type that
 * no service has stays unknown to the provider, which says so of the module that uses it. Gives the names of those services, sorted.
 */
export function copyWithServicesOf(types: readonly string[], source: string, copy: string): string[] {
  const used = readdirSync(join(source, services)).filter((service) => typesOf(join(source, services, service)).some((type) => types.includes(type)));
  if (used.length === 0) throw new Error(`no service in ${source} has one of ${types.length} types: its sources have another form`);
  const isUnused = (line: string) => line.includes('/google/services/') && !used.some((service) => line.endsWith(`/google/services/${service}"`));
  // Folders of the cache of modules are read-only, and a copy of one would be.
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    const to = join(copy, relative(source, from));
    if (!entry.isFile() || entry.name.endsWith('_test.go')) continue;
    mkdirSync(dirname(to), { recursive: true });
    if (to !== join(copy, registrations)) copyFileSync(from, to);
  }
  const lines = readFileSync(join(source, registrations), 'utf8').split('\n');
  writeFileSync(join(copy, registrations), lines.filter((line) => !isUnused(line)).join('\n'));
  return used.sort();
}

/** Types that the files of one service register. */
function typesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.go') && !entry.name.endsWith('_test.go'))
    .flatMap(({ name }) => [...readFileSync(join(folder, name), 'utf8').matchAll(/\bName:\s+"(google_\w+)"/g)].map(([, type = '']) => type));
}
