import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Build, notWanted } from '../builds.js';
import { cacheDirectory } from '../tools.js';

/** Version of crane that the job was run with. */
export const craneVersion = 'v0.20.7';

/** Version of cosign that checks what the job signs. */
const cosignVersion = 'v2.4.1';

/** A program, or why there is none. */
export type Found = { readonly path: string } | { readonly missing: string };

/** `CRANE`, or one of this version built from the Go module proxy. */
export function crane(): Found {
  return named('CRANE') ?? built('crane', `github.com/google/go-containerregistry/cmd/crane@${craneVersion}`);
}

/** `COSIGN`, or one that is built where that is wanted: it takes minutes. */
export function cosign(builds: readonly Build[]): Found {
  const given = named('COSIGN');
  if (given !== undefined) return given;
  return builds.includes('cosign')
    ? built('cosign', `github.com/sigstore/cosign/v2/cmd/cosign@${cosignVersion}`)
    : { missing: `no COSIGN, and ${notWanted('cosign')}` };
}

function named(variable: string): Found | undefined {
  const path = process.env[variable];
  return path === undefined ? undefined : { path };
}

function built(name: string, module: string): Found {
  const directory = cacheDirectory(`${name}-${module.split('@')[1]}`);
  const path = join(directory, name);
  if (existsSync(path)) return { path };
  const { status, error, stderr } = spawnSync('go', ['install', module], { encoding: 'utf8', env: { ...process.env, GOBIN: directory } });
  if (error !== undefined) return { missing: `no ${name} (${name.toUpperCase()}), and no Go to build it` };
  return status === 0 ? { path } : { missing: `${name} cannot be built: ${stderr.trim().split('\n').at(-1)}` };
}
