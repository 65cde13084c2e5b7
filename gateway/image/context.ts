import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageForm } from '../../runtime/gateway/forms/image.js';
import { billOfMaterials } from './bill-of-materials.js';
import { packagesOf } from './packages.js';
import { bundlePrograms, programs } from './programs.js';

/** What an image of our programs holds beside its base. */
export interface ImageContent {
  /** Digest of the programs, in hex. */
  readonly programs: string;
  /** Every file of root's, by its path in the image without the first slash. */
  readonly files: Readonly<Record<string, Buffer>>;
  /** Bill of materials, which is among the files. */
  readonly sbom: Buffer;
}

/** The programs of this version, licences of what is in them and a bill of materials: the same bytes on every machine. */
export function imageContent(): ImageContent {
  const directory = mkdtempSync(join(tmpdir(), 'gateway-programs-'));
  try {
    const packages = packagesOf(bundlePrograms(directory));
    const bundled = Object.fromEntries(programs.map((name) => [`${name}/index.mjs`, readFileSync(join(directory, name, 'index.mjs'))]));
    const digests = Object.fromEntries(Object.entries(bundled).map(([name, content]) => [name, sha256(content)]));
    const digest = sha256(
      Object.entries(digests)
        .map(([name, one]) => `${one}  ${name}\n`)
        .join(''),
    );
    const sbom = Buffer.from(billOfMaterials(digests, packages, digest));
    const licences = Buffer.from(packages.map(({ name, version, licence, text }) => `${name} ${version}: ${licence}\n\n${text}\n`).join('\n'));
    const app = { ...bundled, 'LICENCES.txt': licences, 'sbom.cdx.json': sbom };
    return { programs: digest, files: Object.fromEntries(Object.entries(app).map(([name, content]) => [`app/${name}`, content])), sbom };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Writes all that an image of our programs is built from into a directory that is empty: the programs, licences of what is in them, a bill of materials and a
 * Containerfile that fetches and runs nothing. Returns the digest of the programs.
 */
export function imageContext(directory: string, base: string): string {
  const { programs: digest, files } = imageContent();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(directory, path, '..'), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  for (const path of imageForm.shared) {
    mkdirSync(join(directory, path), { recursive: true });
    // A directory without a file is lost on the way through git and some archives.
    writeFileSync(join(directory, path, '.keep'), '');
  }
  writeFileSync(join(directory, 'Containerfile'), containerfile(base, digest));
  return digest;
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

function containerfile(base: string, digest: string): string {
  return [
    '# Written by `blueprint gateway image write`. Nothing is fetched but the base, by its digest, and nothing is run.',
    `FROM ${base}`,
    'COPY --chown=0:0 app /app',
    ...imageForm.shared.map((path) => `COPY --chown=${imageForm.user} ${path} /${path}`),
    ...Object.entries(imageForm.environment).map(([name, value]) => `ENV ${name}=${value}`),
    `USER ${imageForm.user}`,
    `WORKDIR ${imageForm.workingDirectory}`,
    `VOLUME ${JSON.stringify(imageForm.shared.map((path) => `/${path}`))}`,
    `ENTRYPOINT ${JSON.stringify([imageForm.entrypoint])}`,
    `LABEL ${imageForm.programsLabel}=sha256:${digest}`,
    '',
  ].join('\n');
}
