import { z } from 'zod';
import { amount, name, precision, release, row, sourceKey, text } from './row.js';

export const checkpoints = {
  checkpoints: row('What a repository of the Hugging Face Hub holds', {
    repository: z.string().regex(/^[\w-][\w.-]*\/[\w-][\w.-]*$/, 'owner/name'),
    release,
    precision: z.enum([...precision.options, 'int8', 'int4']).describe('Of the stored weights: those that can be served, and those that a finding names'),
    format: z
      .enum(['safetensors', 'compressed-tensors', 'fp8', 'fbgemm_fp8', 'modelopt'])
      .describe('safetensors for weights that are not quantized, otherwise the method that config.json names'),
    publisher: text,
    licence: name.describe('A version of licences.yaml'),
    weightGB: amount.optional().describe('10^9 bytes of safetensors, by arithmetic'),
  }),
  sizes: row('Bytes of safetensors per parameter', { precision, fromBytes: amount, toBytes: amount }),
  quantizations: row('What a quantization at load takes, says to the engine, and needs meanwhile', {
    engine: z.enum(['vllm']),
    precision,
    from: precision.describe('Precision of the files'),
    argument: name.describe("Value of the engine's --quantization"),
    peak: z.enum(['all']).describe('all: each GPU holds its whole share as it is stored before it is quantized'),
    peakSource: sourceKey,
  }),
  architectures: row('What config.json calls models of some families', { families: z.array(name).min(1), architecture: name }),
};
