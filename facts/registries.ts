/** The names that images of public registries come from. Source: registries.yaml. */
import { table } from './read.js';

/** Registries that images can be brought in from, sorted. */
export function knownRegistries(): string[] {
  return [...new Set(table('registries', 'hosts').map(({ registry }) => registry))].sort();
}

/** Names that pulls from these registries need, sorted. */
export function registryDomains(registries: readonly string[]): string[] {
  return table('registries', 'hosts')
    .filter(({ registry }) => registries.includes(registry))
    .map(({ domain }) => domain)
    .sort();
}
