import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A package of which something is in a program. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package says. */
  readonly licence: string;
  /** SHA-512 of its archive in hex, as the lock file has it. */
  readonly sha512: string;
  /** Text of its licence; empty where it brings none. */
  readonly text: string;
}

/** Packages that programs are made of, by name and version. Throws for one that the lock file does not pin. */
export function packagesOf({ inputs }: Metafile): readonly Package[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version?: string; integrity?: string }> };
  const places = new Set(Object.keys(inputs).flatMap((path) => /^(?:.*\/)?(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  return [...places].sort().map((place) => {
    const { version, integrity = '' } = lock.packages[place] ?? {};
    const [, base64] = /^sha512-(.+)$/.exec(integrity) ?? [];
    if (version === undefined || base64 === undefined) throw new Error(`package-lock.json does not pin ${place}`);
    const directory = join(root, place);
    const { license = 'NOASSERTION' } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { license?: string };
    const text = readdirSync(directory).find((file) => /^licen[cs]e(\.|$)/i.test(file));
    return {
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license,
      sha512: Buffer.from(base64, 'base64').toString('hex'),
      text: text !== undefined && existsSync(join(directory, text)) ? readFileSync(join(directory, text), 'utf8') : '',
    };
  });
}
