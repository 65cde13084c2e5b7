import { describe, expect, it } from 'vitest';
import { type Candidate, checkpointProblems } from '../../bin/weights/checkpoint.js';

const shape70 = { architectures: ['LlamaForCausalLM'], num_hidden_layers: 80, num_key_value_heads: 8, hidden_size: 8192, num_attention_heads: 64 };
const shape8 = { ...shape70, num_hidden_layers: 32, hidden_size: 4096, num_attention_heads: 32 };
const plain = { torch_dtype: 'bfloat16' };
const floats = { quant_method: 'compressed-tensors', config_groups: { group_0: { weights: { num_bits: 8, type: 'float' } } } };

/** Sizes are those of the published checkpoints, in bytes. */
const candidate = (config: object, change: Partial<Candidate> = {}): Candidate => ({
  release: 'llama-3.3-70b-instruct',
  precision: 'bf16',
  repository: 'acme/mirror',
  bytes: 141_107_412_992,
  text: (name) => (name === 'config.json' ? JSON.stringify(config) : undefined),
  ...change,
});
const fp8 = { precision: 'fp8', bytes: 72_660_000_000 } as const;

describe('weights approve', () => {
  it.each<[string, Candidate]>([
    ['70B in BF16', candidate({ ...shape70, ...plain })],
    ['70B in FP8 as Red Hat stores it', candidate({ ...shape70, ...plain, quantization_config: floats }, fp8)],
    ['70B in FP8 as NVIDIA stores it', candidate({ ...shape70, quantization_config: { quant_method: 'modelopt', quant_algo: 'FP8' } }, fp8)],
    [
      '70B in FP8 with NVIDIA’s file beside config.json',
      candidate(shape70, { ...fp8, text: (name) => JSON.stringify(name === 'config.json' ? shape70 : { quantization: { quant_algo: 'FP8' } }) }),
    ],
    [
      '8B in FP8',
      candidate({ ...shape8, quantization_config: { quant_method: 'fp8' } }, { release: 'llama-3.1-8b-instruct', precision: 'fp8', bytes: 9_080_000_000 }),
    ],
    [
      '405B in FP8 as Meta stores it',
      candidate(
        { ...shape70, num_hidden_layers: 126, hidden_size: 16384, num_attention_heads: 128, quantization_config: { quant_method: 'fbgemm_fp8' } },
        { release: 'llama-3.1-405b-instruct', precision: 'fp8', bytes: 487_000_000_000 },
      ),
    ],
    [
      'Maverick, whose language model is a part of its own',
      candidate(
        {
          architectures: ['Llama4ForConditionalGeneration'],
          quantization_config: floats,
          text_config: { num_hidden_layers: 48, num_key_value_heads: 8, head_dim: 128 },
        },
        { release: 'llama-4-maverick-17b-128e-instruct', precision: 'fp8', bytes: 416_000_000_000 },
      ),
    ],
  ])('takes %s', (_, one) => expect(checkpointProblems(one)).toEqual([]));

  it.each<[string, Candidate, string]>([
    ['the size of BF16 for FP8', candidate({ ...shape70, quantization_config: floats }, { precision: 'fp8' }), 'have 141.11 GB. Allowed: 68.5 to 91.8 GB'],
    ['the size of FP8 for BF16', candidate({ ...shape70, ...plain }, { bytes: fp8.bytes }), 'have 72.66 GB. Allowed: 134 to 148 GB'],
    ['the size of a release next to it', candidate({ ...shape8, ...plain }, { release: 'llama-3.1-8b-instruct', bytes: 21_300_000_000 }), 'have 21.30 GB'],
    ['layers of another release', candidate({ ...shape70, ...plain, num_hidden_layers: 32 }), 'num_hidden_layers is 32. Allowed: 80'],
    ['heads of another release', candidate({ ...shape70, ...plain, hidden_size: 4096 }), 'head_dim is 64. Allowed: 128'],
    [
      'another architecture',
      candidate({ ...shape70, ...plain, architectures: ['MixtralForCausalLM'] }),
      'architectures is MixtralForCausalLM. Allowed: LlamaForCausalLM',
    ],
    ['FP8 that says it is BF16', candidate({ ...shape70, ...plain, quantization_config: floats }), 'the weights are fp8. Allowed: bf16'],
    ['BF16 that says it is FP8', candidate({ ...shape70, ...plain }, fp8), 'the weights are bf16. Allowed: fp8'],
    ['FP16', candidate({ ...shape70, torch_dtype: 'float16' }), 'the weights are of type float16'],
    [
      'INT8',
      candidate({ ...shape70, quantization_config: { ...floats, config_groups: { group_0: { weights: { num_bits: 8, type: 'int' } } } } }, fp8),
      'the weights are int8. Allowed: fp8',
    ],
    ['AWQ', candidate({ ...shape70, quantization_config: { quant_method: 'awq' } }, fp8), 'quantized by awq'],
    ['no configuration', candidate({}, { text: () => undefined }), 'config.json is missing'],
    [
      'a repository of another release',
      candidate({ ...shape70, ...plain }, { repository: 'meta-llama/Llama-3.1-8B-Instruct' }),
      'holds llama-3.1-8b-instruct in bf16',
    ],
    [
      'a repository of another precision',
      candidate({ ...shape70, ...plain }, { repository: 'nvidia/Llama-3.3-70B-Instruct-FP8' }),
      'holds llama-3.3-70b-instruct in fp8',
    ],
  ])('refuses %s', (_, one, message) => expect(checkpointProblems(one).join('\n')).toContain(message));
});
