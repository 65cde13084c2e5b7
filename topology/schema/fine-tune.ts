import { z } from 'zod';
import { country, day, id, manifestDigest, region, sha256, slug, text } from './primitives.js';

const data = z.strictObject({
  reference: text.meta({ description: 'Where the training data is recorded.', examples: ['s3://acme-training/claims-2026-09/MANIFEST.sha256'] }),
  sha256: sha256.meta({ description: 'SHA-256 of the list of its files with their digests. The approval of kind training-data names the same.' }),
  zone: id.meta({ description: 'Residency zone of the data, by its key in zones: training processes it too.', examples: ['eu'] }),
});

const training = z.strictObject({
  country: country.meta({ description: 'Country that it was trained in.', examples: ['SE'] }),
  cloud: z
    .enum(['aws', 'google', 'azure', 'none'])
    .meta({ description: 'Cloud that it was trained on; `none`: another one, or machines of your own.', examples: ['aws'] }),
  region: region.optional().meta({ description: 'Region of that cloud.', absent: 'it has none: the country alone is judged' }),
  account: text.meta({ description: 'Account, project, subscription or data centre that the training ran in.', examples: ['666677778888'] }),
  run: text.meta({ description: 'Id of the run, by which its log and settings are found.', examples: ['claims-lora-2026-10-02-7'] }),
  finishedOn: day.meta({ description: 'Day on which the training ended.', examples: ['2026-10-02'] }),
});

/** How own weights came to be: everything that the licence, the data and a reviewer ask about. */
export const fineTune = z.strictObject({
  name: text.meta({ description: 'Name of the model. The licence wants the name of Llama in front.', examples: ['Llama-Acme-Claims'] }),
  method: z.enum(['full', 'lora-merged', 'lora-adapter', 'distillation']).meta({
    description:
      'How it was made: all weights were trained (`full`), low-rank matrices that were merged into them (`lora-merged`) or are served beside them (`lora-adapter`), or outputs of a teacher trained it (`distillation`).',
    examples: ['lora-adapter'],
  }),
  base: id.meta({
    description:
      'Model whose weights it was made from, by its key in models. The licence of its release is inherited; an adapter is served beside exactly these weights.',
    examples: ['llama70'],
  }),
  teacher: id
    .optional()
    .meta({ description: 'Method distillation: model whose outputs trained it, by its key in models.', absent: 'none', examples: ['llama70'] }),
  rank: z
    .int()
    .min(1)
    .max(512)
    .optional()
    .meta({ description: 'Method lora-adapter: rank of its matrices, `r` of adapter_config.json.', unit: 'rank', absent: 'it has none', examples: [16] }),
  data: data.meta({ description: 'What it was trained on.' }),
  training: training.meta({ description: 'Where it was trained.' }),
  provenance: manifestDigest.optional().meta({
    description: 'Digest of its statement of provenance. `blueprint weights provenance` writes the statement and prints it.',
    absent: 'nothing proves what it was made from: a finding of `supply-chain/fine-tune-provenance`',
  }),
});

const evaluation = z.strictObject({
  report: text.meta({ description: 'File with the results.', examples: ['s3://acme-evaluations/claims/2026-10-05.json'] }),
  sha256: sha256.meta({ description: 'SHA-256 of that file.' }),
  on: day.meta({ description: 'Day of the evaluation.', examples: ['2026-10-05'] }),
  results: z
    .record(slug.meta({ examples: ['exact-match'] }), z.number())
    .meta({ description: 'Result by measure, as in the report.', examples: [{ 'exact-match': 0.91 }] }),
});

/** Results by workload: what is good enough for one is not for another. */
export const evaluations = z.record(id.meta({ examples: ['eu-production'] }), evaluation);

export type FineTune = z.infer<typeof fineTune>;
