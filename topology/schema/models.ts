import { z } from 'zod';
import { releases } from '../../facts/models.js';
import { entities, text } from './primitives.js';

/** Weights are named by commit and by the digest of their approved manifest: a branch name is no version. */
const weights = z.strictObject({
  source: z.enum(['huggingface', 'meta']),
  repository: text,
  commit: z.string().regex(/^[0-9a-f]{40}$/, 'a full commit, 40 hex digits'),
  manifest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hex digits'),
});

const model = z.strictObject({
  release: z.enum(releases() as [string, ...string[]]),
  precision: z.enum(['bf16', 'fp8']),
  weights: weights.optional(),
});

/** How weights come into the buckets of this topology. */
export const weightsSupply = z.strictObject({
  /** The only role that may write and sign weights. It runs in another account, because it needs a way to the internet. */
  ingestRole: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'the ARN of a role')
    .optional(),
  /** Raised by one, it replaces the key that signs manifests; the one before is kept. */
  signingKeyGeneration: z.int().min(1).max(1000).default(1),
});

/** A Llama release at a precision. Hosted offers choose their own precision; self-hosted ones need weights. */
export const models = entities(model);
export type WeightsSupply = z.infer<typeof weightsSupply>;
export type Model = z.infer<typeof model>;
