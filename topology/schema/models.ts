import { z } from 'zod';
import { releases } from '../../facts/models.js';
import { evaluations, fineTune } from './fine-tune.js';
import { availabilityZone, cidr, digestExample, entities, id, image, manifestDigest, region, repository, roleArn, uuid } from './primitives.js';

const weights = z.strictObject({
  source: z.enum(['huggingface', 'meta']).meta({ description: 'Who the files are downloaded from.', examples: ['huggingface'] }),
  repository: repository.meta({ description: 'Repository of the files.' }),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/, 'a full commit, 40 hex digits')
    .meta({ description: 'Commit that was approved, in full: a branch name is no version.', examples: ['0123456789abcdef0123456789abcdef01234567'] }),
  manifest: manifestDigest.meta({ description: 'Digest of the approved manifest of the files. `blueprint weights approve` prints it.' }),
  quantization: z
    .literal('fp8')
    .optional()
    .meta({
      description: 'What the engine makes of the files while it loads them.',
      absent: 'nothing: the files have the precision of the model already',
      examples: ['fp8'],
    }),
});

const model = z.strictObject({
  release: z
    .enum(releases() as [string, ...string[]])
    .meta({ description: 'Llama release, as facts/models.yaml names it.', examples: ['llama-3.3-70b-instruct'] }),
  precision: z.enum(['bf16', 'fp8']).meta({ description: 'Precision that is served.', examples: ['fp8'] }),
  weights: weights.optional().meta({
    description: 'Weights of self-hosting and import, by commit and manifest.',
    absent: 'only hosts that bring their own weights serve it',
  }),
  fineTune: fineTune.optional().meta({
    description:
      'What the weights were made from, on which data and where, if they are your own (docs/runbooks/fine-tuned-model.md). `release` is then that of the base.',
    absent: 'the weights are those that Meta released',
  }),
  evaluations: evaluations
    .default({})
    .meta({ description: 'How it did on the tests of a workload, by the id of the workload. A fine-tune and the next model of a transition need it.' }),
});

const ingestRegion = z.strictObject({
  cidr: cidr.meta({
    description: 'Range of the network of the job, /16 to /27. Nothing is connected to it, so the range may be used elsewhere too.',
    examples: ['10.60.0.0/24'],
  }),
  availabilityZone: availabilityZone.meta({ description: 'Zone that the job runs in.' }),
});

/** The job that brings weights in, in an account of its own: it is the only thing here with a way to the internet. */
const ingest = z.strictObject({
  account: id.meta({ description: 'Alias of an AWS account in which nothing serves.', examples: ['supply'] }),
  image: image.meta({
    description: 'Image of the job by digest, from the registry of that account: bash, coreutils, curl, openssl and the AWS client.',
    examples: [`weights-ingest:1@sha256:${digestExample}`],
  }),
  regions: z.record(region, ingestRegion).meta({ description: 'Network of the job, by region in which weights are stored.' }),
  startedBy: z
    .array(roleArn)
    .min(1)
    .meta({ description: 'Roles that may start the job.', examples: [['arn:aws:iam::444455556666:role/ml-platform-release']] }),
});

/** How weights come into the buckets of this topology. */
export const weightsSupply = z.strictObject({
  ingestRole: roleArn.optional().meta({
    description: 'Instead of `ingest`: the one role, of a job of your own in another account, that may write and sign weights (docs/runbooks/weights.md).',
    absent: 'the role of the job under `ingest`',
    examples: ['arn:aws:iam::444455556666:role/weights-ingest'],
  }),
  ingestServiceAccount: z
    .string()
    .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9]\.iam\.gserviceaccount\.com$/, 'the e-mail address of a service account')
    .optional()
    .meta({
      description: 'Fleets on Google: the one service account, of a project where nothing serves, that may write and sign weights.',
      absent: 'nothing can bring weights to Google',
      examples: ['weights-ingest@acme-supply.iam.gserviceaccount.com'],
    }),
  ingestPrincipal: uuid.optional().meta({
    description: 'Fleets on Azure: object id of the one identity, of a job in a subscription where nothing serves, that may write and sign weights.',
    absent: 'nothing can bring weights to Azure',
    examples: ['3f2b9c4e-7a61-4d0b-9e58-1c2d3e4f5a6b'],
  }),
  ingest: ingest.optional().meta({ description: 'The job that brings weights in, made here.', absent: 'none is made; `ingestRole` names one of yours' }),
  signingKeyGeneration: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .meta({ description: 'Raise it by one to replace the key that signs manifests; the one before is kept.', unit: 'generation', examples: [2] }),
});

/** A Llama release at a precision. Hosted offers choose their own precision; self-hosted ones need weights. */
export const models = entities(model, 'llama70');
export type WeightsIngest = z.infer<typeof ingest>;
export type Model = z.infer<typeof model>;
