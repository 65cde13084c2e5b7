import { readFileSync } from 'node:fs';

/** Version of this blueprint, from its package. */
export function toolVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return version;
}
