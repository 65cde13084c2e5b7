import { createHash } from 'node:crypto';
import { z } from 'zod';
import { imageForm } from '../../runtime/gateway/forms/image.js';
import { bytesOf, refusal } from '../refusal.js';

/** An image, and files of what its registry says of it. */
export interface Held {
  /** `repository:tag@sha256:digest`. */
  readonly reference: string;
  /** File with its manifest, byte for byte. */
  readonly manifest: string;
}

/** Of the OCI image manifest and of Docker's, what is read here. https://github.com/opencontainers/image-spec/blob/main/manifest.md */
const manifestForm = z.looseObject({ config: z.looseObject({ digest: z.string() }) });
const configForm = z.looseObject({
  os: z.string(),
  architecture: z.string(),
  config: z.looseObject({
    User: z.string().optional(),
    Entrypoint: z.array(z.string()).nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
});

/** Refuses a manifest that is not what the digest stands for, or that is an index of several images. Returns the digest of the image's configuration. */
export function heldImage(what: string, { reference, manifest }: Held): string {
  const content = bytesOf(`--${what}-manifest`, manifest);
  const [, expected = ''] = reference.split('@');
  const found = digestOf(content);
  if (found !== expected) throw refusal(`--${what}-manifest: ${manifest} is ${found}; --${what} names ${expected}.`);
  const parsed = manifestForm.safeParse(jsonOf(content));
  if (!parsed.success)
    throw refusal(`--${what}-manifest: ${manifest} is no manifest of one image. Allowed: that of linux/amd64 and its digest, not of an index of several.`);
  return parsed.data.config.digest;
}

/** Refuses an image that does not hold the programs of this version, whose digest `programs` tells, or that starts otherwise than the task definition counts on. */
export function heldPrograms({ reference, manifest, config }: Held & { readonly config: string }, programs: () => string): void {
  const expected = heldImage('processes', { reference, manifest });
  const content = bytesOf('--processes-config', config);
  const found = digestOf(content);
  if (found !== expected) throw refusal(`--processes-config: ${config} is ${found}; its manifest names ${expected}.`);
  const parsed = configForm.safeParse(jsonOf(content));
  if (!parsed.success) throw refusal(`--processes-config: ${config} is no configuration of an image.`);
  const { os, architecture, config: started } = parsed.data;
  const checks: readonly (readonly [what: string, received: string, allowed: string])[] = [
    ['platform', `${os}/${architecture}`, 'linux/amd64'],
    ['user', started.User ?? 'none', imageForm.user],
    ['entry point', (started.Entrypoint ?? []).join(' ') || 'none', imageForm.entrypoint],
    ['programs', started.Labels?.[imageForm.programsLabel] ?? 'not said', `sha256:${programs()}`],
  ];
  const wrong = checks.filter(([, received, allowed]) => received !== allowed).map(([what, received, allowed]) => `${what} ${received}. Allowed: ${allowed}`);
  if (wrong.length > 0) throw refusal(`--processes: ${reference} has ${wrong.join('; ')}. Build it from what "gateway image write" of this version writes.`);
}

const digestOf = (content: Buffer) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

function jsonOf(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return undefined;
  }
}
