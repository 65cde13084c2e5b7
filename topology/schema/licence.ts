import { z } from 'zod';
import { day, digestExample, entities, httpsUrl, text } from './primitives.js';

const acceptance = z.strictObject({
  version: text.meta({ description: 'Version of the Llama licence, in quotes.', examples: ['3.3'] }),
  by: text.meta({ description: 'Who accepted it for the organisation.', examples: ['legal@acme.example'] }),
  on: day.meta({ description: 'Day of the acceptance.', examples: ['2026-10-01'] }),
  acceptableUseSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 hex digits')
    .meta({
      description:
        'SHA-256 of the file USE_POLICY.md that was accepted, as it is beside the weights of the release or in github.com/meta-llama/llama-models: `sha256sum USE_POLICY.md`. A changed policy has another digest and is accepted anew.',
      examples: [digestExample],
    }),
});

/** The organisation's facts that the Llama Community License asks about. */
export const licence = z.strictObject({
  monthlyActiveUsers: z
    .number()
    .min(0)
    .max(1e10)
    .meta({
      description: 'Users of all products of the organisation and its affiliates in the month before the release; above 700 million Meta has to be asked.',
      unit: 'users per month',
      examples: [250_000],
    }),
  distribution: z.enum(['internal', 'service', 'product', 'weights']).meta({
    description:
      'Who gets Llama: own staff alone (`internal`), others by an API (`service`) or inside a product (`product`), or others get the weights or a derivative (`weights`).',
    examples: ['internal'],
  }),
  displayUrl: httpsUrl.optional().meta({
    description: 'Page that displays "Built with Llama", which the licence wants of services and products.',
    absent: 'nothing is displayed',
    examples: ['https://assist.acme.example/about'],
  }),
  documentationUrl: httpsUrl.optional().meta({
    description: 'Documentation of the use of AI that users can read.',
    absent: 'none is recorded',
    examples: ['https://docs.acme.example/ai'],
  }),
  derivedModelNames: z
    .array(text)
    .default([])
    .meta({
      description: 'Names of models made from Llama that are distributed. The licence wants them to begin with Llama.',
      examples: [['Llama-Acme-Support']],
    }),
  trainsOnOutputs: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether outputs train or improve another model.', examples: [false] }),
  separateLicenceId: text.optional().meta({
    description: 'Licence that Meta granted beside the community licence.',
    absent: 'the community licence alone',
    examples: ['meta-2026-17'],
  }),
  accepted: entities(acceptance, 'llama-3-3').default({}).meta({ description: 'Licences that the organisation has accepted, by a name of yours.' }),
});
