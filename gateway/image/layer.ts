import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { imageForm } from '../../runtime/gateway/forms/image.js';
import { type ImageContent, imageContent } from './context.js';
import { bundleInto } from './programs.js';
import { type Entry, tarOf } from './tar.js';

/** What the job needs that builds the image. */
export interface JobContext {
  /** Archive with the layer, the bill of materials and the program that assembles. */
  readonly archive: Buffer;
  /** Digest of the programs in the layer, in hex. */
  readonly programs: string;
}

/** The one layer that is put on the base: what the Containerfile copies, with its owners. */
export function imageLayer({ files }: Pick<ImageContent, 'files'>): Buffer {
  const owner = Number(imageForm.user.split(':')[0]);
  const directories = new Set(Object.keys(files).flatMap((path) => parents(path)));
  const entries: Entry[] = [
    ...[...directories].map((path): Entry => ({ path: `${path}/`, owner: 0 })),
    ...Object.entries(files).map(([path, content]): Entry => ({ path, owner: 0, content })),
    ...imageForm.shared.map((path): Entry => ({ path: `${path}/`, owner })),
  ];
  const archive = tarOf(entries.sort((a, b) => (a.path < b.path ? -1 : 1)));
  // Not zlib: what that makes differs between versions of Node, and the digest of a layer is over what is compressed.
  return Buffer.from(gzipSync(archive, { level: 6, mtime: 0 }));
}

/** `app/policy/index.mjs` is in `app` and `app/policy`. */
function parents(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** All that the job is given by its stack. */
export function jobContext(): JobContext {
  const content = imageContent();
  const files = { 'assemble.mjs': assembler(), 'layer.tar.gz': imageLayer(content), 'sbom.cdx.json': content.sbom };
  return { archive: tarOf(Object.entries(files).map(([path, one]) => ({ path, owner: 0, content: one }))), programs: content.programs };
}

function assembler(): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'gateway-assemble-'));
  try {
    bundleInto(directory, { assemble: 'runtime/gateway/image/assemble.ts' });
    return readFileSync(join(directory, 'assemble.mjs'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
