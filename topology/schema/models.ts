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

/** A Llama release at a precision. Hosted offers choose their own precision; self-hosted ones need weights. */
export const models = entities(model);
export type Model = z.infer<typeof model>;
