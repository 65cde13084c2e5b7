import { architectureOf, checkpointOf, sizeRangeGB } from '../../facts/checkpoints.js';
import { type Precision, type Release, release as releaseOf } from '../../facts/models.js';

/** What is about to be approved. */
export interface Candidate {
  readonly release: string;
  /** Of the files, before any quantization at load. */
  readonly precision: Precision;
  readonly repository: string;
  /** Of all safetensors files together. */
  readonly bytes: number;
  /** Text of a file of the repository; undefined when there is none. */
  readonly text: (name: string) => string | undefined;
}

/** What speaks against these files being that release in that precision. */
export function checkpointProblems(candidate: Candidate): string[] {
  return [...repositoryProblems(candidate), ...sizeProblems(candidate), ...configurationProblems(candidate)];
}

function repositoryProblems({ release, precision, repository }: Candidate): string[] {
  const known = checkpointOf(repository);
  if (known === undefined || (known.release === release && known.precision === precision)) return [];
  return [
    `--repository: ${repository} holds ${known.release} in ${known.precision} (facts/checkpoints.yaml). Allowed: a repository of ${release} in ${precision}.`,
  ];
}

function sizeProblems({ release, precision, bytes }: Candidate): string[] {
  const range = sizeRangeGB(release, precision);
  const size = bytes / 1e9;
  if (range === undefined || (range[0] <= size && size <= range[1])) return [];
  const [least, most] = range.map((value) => value.toPrecision(3));
  return [`The safetensors files have ${size.toFixed(2)} GB. Allowed: ${least} to ${most} GB, the size of ${release} in ${precision}.`];
}

function* configurationProblems({ release, precision, text }: Candidate): Iterable<string> {
  const config = parsed(text('config.json'));
  if (config === undefined) return yield 'config.json is missing or no JSON object: nothing says which model and precision these files are.';
  const facts = releaseOf(release);
  // Models that also take images keep the language model in a part of its own.
  const language = record(config['text_config'] ?? config);
  if (facts !== undefined)
    for (const [name, found, allowed] of shape(facts, config, language)) {
      if (allowed !== undefined && found !== allowed) yield `config.json: ${name} is ${found ?? 'missing'}. Allowed: ${allowed}, as ${release} has.`;
    }
  const quantization = config['quantization_config'] ?? language['quantization_config'] ?? parsed(text('hf_quant_config.json'))?.['quantization'];
  const stored = quantization === undefined ? plainPrecision(config, language) : quantizedPrecision(record(quantization));
  if (stored !== precision) yield `config.json: the weights are ${stored}. Allowed: ${precision}, as the topology says the files are.`;
}

function shape(facts: Release, config: Record<string, unknown>, language: Record<string, unknown>): [name: string, found: unknown, allowed: unknown][] {
  const { num_attention_heads: heads, hidden_size: width } = language;
  const [architecture] = Array.isArray(config['architectures']) ? config['architectures'] : [];
  return [
    ['architectures', architecture, architectureOf(facts.family)],
    ['num_hidden_layers', language['num_hidden_layers'], facts.layers],
    ['num_key_value_heads', language['num_key_value_heads'], facts.kvHeads],
    ['head_dim', language['head_dim'] ?? Number(width) / Number(heads), facts.headDim],
  ];
}

function plainPrecision(config: Record<string, unknown>, language: Record<string, unknown>): string {
  const type = config['torch_dtype'] ?? config['dtype'] ?? language['torch_dtype'] ?? language['dtype'];
  return type === 'bfloat16' ? 'bf16' : `of type ${type ?? 'unknown'}`;
}

/** Precision that a quantization leaves the weights in; its own name where that is none that is served. */
function quantizedPrecision(quantization: Record<string, unknown>): string {
  const method = String(quantization['quant_method'] ?? quantization['quant_algo'] ?? 'quantized');
  if (['fp8', 'fbgemm_fp8', 'FP8'].includes(method)) return 'fp8';
  if (method === 'modelopt') return quantization['quant_algo'] === 'FP8' ? 'fp8' : `quantized by ${method} to ${quantization['quant_algo']}`;
  if (method !== 'compressed-tensors') return `quantized by ${method}`;
  const kinds = Object.values(record(quantization['config_groups'])).map((group) => {
    const { num_bits: bits, type } = record(record(group)['weights']);
    return type === 'float' ? `fp${bits}` : `${type}${bits}`;
  });
  return [...new Set(kinds)].sort().join(' and ') || `quantized by ${method}`;
}

function parsed(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}
