import { z } from 'zod';
import { releases } from '../../facts/models.js';
import { availabilityZone, cidr, entities, id, image, manifestDigest, region, repository } from './primitives.js';

/** Weights are named by commit and by the digest of their approved manifest: a branch name is no version. */
const weights = z.strictObject({
  source: z.enum(['huggingface', 'meta']),
  repository,
  commit: z.string().regex(/^[0-9a-f]{40}$/, 'a full commit, 40 hex digits'),
  manifest: manifestDigest,
  /** What the engine makes of the files while it loads them; none when the repository has the model's precision already. */
  quantization: z.literal('fp8').optional(),
});

const model = z.strictObject({
  release: z.enum(releases() as [string, ...string[]]),
  /** What is served. */
  precision: z.enum(['bf16', 'fp8']),
  weights: weights.optional(),
});

const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'the ARN of a role');

/** The job that brings weights in, in an account of its own: it is the only thing here with a way to the internet. */
const ingest = z.strictObject({
  /** An AWS account in which nothing serves. */
  account: id,
  /** From that account's own registry: bash, coreutils, curl, openssl and the AWS client. */
  image,
  /** By region in which weights are stored. Nothing is connected to these networks, so their ranges may be used elsewhere too. */
  regions: z.record(region, z.strictObject({ cidr, availabilityZone })),
  /** Roles that may start the job, by way of a role that can do nothing else. */
  startedBy: z.array(roleArn).min(1),
});

/** How weights come into the buckets of this topology. */
export const weightsSupply = z.strictObject({
  /** The only role that may write and sign weights, of a job brought along. It runs in another account, because it needs a way to the internet. */
  ingestRole: roleArn.optional(),
  /** The only service account that may write and sign weights for fleets on Google, of a project where nothing serves. */
  ingestServiceAccount: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9]\.iam\.gserviceaccount\.com$/, 'the e-mail address of a service account')
    .optional(),
  /** The job as this blueprint makes it; its role is then the only one. */
  ingest: ingest.optional(),
  /** Raised by one, it replaces the key that signs manifests; the one before is kept. */
  signingKeyGeneration: z.int().min(1).max(1000).default(1),
});

/** A Llama release at a precision. Hosted offers choose their own precision; self-hosted ones need weights. */
export const models = entities(model);
export type WeightsIngest = z.infer<typeof ingest>;
export type Model = z.infer<typeof model>;
