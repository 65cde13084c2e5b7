/** Approved weights: every file of a release by digest. Source: weights/, one JSON file per release, precision and commit. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { release as releaseOf, releases } from './models.js';
import { table } from './read.js';

/** Files that the licence wants beside every copy of the weights. */
export const licenceFiles = ['LICENSE', 'NOTICE', 'USE_POLICY.md'] as const;

/** Plain names of types that cannot carry code, or the licence files. runtime/ applies the same pattern. */
export const fileName = /^([A-Za-z0-9_-][A-Za-z0-9._-]*\.(safetensors|json|model|txt|jinja)|LICENSE|NOTICE|USE_POLICY\.md)$/;

const file = z.strictObject({
  name: z.string().regex(fileName, 'a plain name ending in safetensors, json, model, txt or jinja, or LICENSE, NOTICE, USE_POLICY.md'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits'),
  bytes: z.int().min(1),
});

const manifest = z
  .strictObject({
    release: z.enum(releases() as [string, ...string[]]),
    precision: z.enum(['bf16', 'fp8']),
    source: z.enum(['huggingface', 'meta']),
    /** `owner/name`. */
    repository: z.string().regex(/^[\w-][\w.-]*\/[\w-][\w.-]*$/, 'owner/name'),
    commit: z.string().regex(/^[0-9a-f]{40}$/, 'a full commit, 40 hex digits'),
    files: z.array(file).min(1),
    licence: z.strictObject({ version: z.string() }),
    approvedBy: z.email(),
    approvedOn: z.iso.date(),
  })
  .superRefine(({ files, licence, release }, context) => {
    const names = files.map(({ name }) => name);
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    if (new Set(names).size < names.length) complain('files: a name occurs twice');
    if (!names.some((name) => name.endsWith('.safetensors'))) complain('files: no safetensors file');
    for (const name of licenceFiles) {
      if (!names.includes(name)) complain(`files: ${name} is missing; it must stand beside the weights`);
    }
    const wanted = releaseOf(release)?.licence;
    if (licence.version !== wanted) complain(`licence.version: received ${licence.version}. Allowed: ${wanted}, the licence of ${release}`);
  });

export type WeightsManifest = z.infer<typeof manifest>;

/** Reads one approved manifest; every problem is named at once. `origin` names the file in the message. */
export function parseManifest(text: string, origin: string): WeightsManifest {
  const result = manifest.safeParse(JSON.parse(text));
  if (!result.success) throw new Error(`${origin}: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** NOTICE as it stands beside the weights of a release: the text that its licence prescribes, and a line end. */
export function noticeText(release: string): string {
  const version = releaseOf(release)?.licence;
  const licence = table('licences', 'licences').find((row) => row.version === version);
  if (licence === undefined) throw new Error(`facts/licences.yaml has no licence ${version}, that of ${release}`);
  return `${licence.notice}\n`;
}

/** Where approved manifests stand. */
export const weightsFolder = new URL('weights/', import.meta.url);
let known: readonly WeightsManifest[] | undefined;

/** Every approved manifest, read once and kept. */
export function approvedManifests(): readonly WeightsManifest[] {
  known ??= readdirSync(weightsFolder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => parseManifest(readFileSync(new URL(name, weightsFolder), 'utf8'), `facts/weights/${name}`));
  return known;
}

/** The approved manifest of a commit, whose files have this precision. */
export function approvedManifest(release: string, precision: string, commit: string | undefined): WeightsManifest | undefined {
  return approvedManifests().find((one) => one.release === release && one.precision === precision && one.commit === commit);
}

/** `MANIFEST.sha256` as it lies in the bucket: lines of sha256sum, sorted by name. */
export function manifestText(approved: Pick<WeightsManifest, 'files'>): string {
  const sorted = [...approved.files].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
}

/** Digest of `MANIFEST.sha256`, as the topology names it. */
export function manifestDigest(approved: Pick<WeightsManifest, 'files'>): string {
  return `sha256:${createHash('sha256').update(manifestText(approved)).digest('hex')}`;
}
