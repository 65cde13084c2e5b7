import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { billOfMaterials } from './bill-of-materials.js';
import { packagesOf } from './packages.js';
import { bundlePrograms, programs } from './programs.js';

/** Label of the image that says which programs are in it: SHA-256 over the lines `<sha256>  <name>/index.mjs`. */
export const programsLabel = 'llama.gateway.programs';
/** Who the programs run as, and what starts them: what the task definition counts on. */
export const imageUser = '65532:65532';
export const imageEntrypoint = '/nodejs/bin/node';
/** Directories of a task that its containers share; the image gives them their owner. */
const shared = ['etc/gateway', 'run/gateway'] as const;

/**
 * Writes all that an image of our programs is built from into a directory that is empty: the programs, licences of what is in them, a bill of materials and a
 * Containerfile that fetches and runs nothing. Returns the digest of the programs.
 */
export function imageContext(directory: string, base: string): string {
  const metafile = bundlePrograms(join(directory, 'app'));
  const packages = packagesOf(metafile);
  const digests = digestsIn(join(directory, 'app'));
  const digest = digestOf(digests);
  for (const path of shared) {
    mkdirSync(join(directory, path), { recursive: true });
    // A directory without a file is lost on the way through git and some archives.
    writeFileSync(join(directory, path, '.keep'), '');
  }
  writeFileSync(
    join(directory, 'app', 'LICENCES.txt'),
    packages.map(({ name, version, licence, text }) => `${name} ${version}: ${licence}\n\n${text}\n`).join('\n'),
  );
  writeFileSync(join(directory, 'app', 'sbom.cdx.json'), billOfMaterials(digests, packages, digest));
  writeFileSync(join(directory, 'Containerfile'), containerfile(base, digest));
  return digest;
}

/** Digest of the programs that this version of the blueprint has. `scratch` is a directory to write them into. */
export function programsDigest(scratch: string): string {
  bundlePrograms(scratch);
  return digestOf(digestsIn(scratch));
}

function digestsIn(directory: string): Record<string, string> {
  return Object.fromEntries(programs.map((name) => [`${name}/index.mjs`, sha256(readFileSync(join(directory, name, 'index.mjs')))]));
}

function digestOf(digests: Readonly<Record<string, string>>): string {
  return sha256(
    Object.entries(digests)
      .map(([name, digest]) => `${digest}  ${name}\n`)
      .join(''),
  );
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

function containerfile(base: string, digest: string): string {
  return [
    '# Written by `blueprint gateway image write`. Nothing is fetched but the base, by its digest, and nothing is run.',
    `FROM ${base}`,
    'COPY --chown=0:0 app /app',
    ...shared.map((path) => `COPY --chown=${imageUser} ${path} /${path}`),
    'ENV NODE_ENV=production',
    `USER ${imageUser}`,
    'WORKDIR /app',
    `VOLUME ${JSON.stringify(shared.map((path) => `/${path}`))}`,
    `ENTRYPOINT ${JSON.stringify([imageEntrypoint])}`,
    `LABEL ${programsLabel}=sha256:${digest}`,
    '',
  ].join('\n');
}
