import { createHash } from 'node:crypto';
import { provenanceText } from '../../derived/provenance.js';
import { manifestText } from '../../facts/weights.js';
import { topologyWith } from '../support/topologies.js';
import { commit, files, manifestOf } from './fixtures.js';

/** A LoRA adapter as trainers leave it, small and made up: matrices of rank 16 for one module of one layer. */
const weights = safetensors({
  'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight': [16, 32],
  'base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight': [32, 16],
});
const config = {
  peft_type: 'LORA',
  r: 16,
  lora_alpha: 32,
  bias: 'none',
  target_modules: ['q_proj'],
  base_model_name_or_path: 'meta-llama/Llama-3.1-8B-Instruct',
};

const { LICENSE, NOTICE, 'USE_POLICY.md': policy } = files;
const unproven: Readonly<Record<string, Buffer>> = {
  LICENSE: LICENSE as Buffer,
  NOTICE: NOTICE as Buffer,
  'USE_POLICY.md': policy as Buffer,
  'adapter_config.json': Buffer.from(JSON.stringify(config)),
  'adapter_model.safetensors': weights,
};

export const adapterPrefix = `llama-3.1-8b-instruct/bf16/${commit}`;
export const hex = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** Statement of these files, as `blueprint weights provenance` writes it for the adapter of the example. */
export function statementOf(contents: Readonly<Record<string, Buffer>>): string {
  const text = provenanceText(topologyWith([], 'examples/fine-tuned.yaml').topology, 'claims', manifestOf(contents).files);
  if (text === undefined) throw new Error('the example has no fine-tune claims');
  return text;
}

/** An adapter with its statement; or with that of other files. */
export function adapterWith(change: Readonly<Record<string, Buffer>> = {}, statement: string = statementOf({ ...unproven, ...change })) {
  const contents: Readonly<Record<string, Buffer>> = { ...unproven, ...change, 'PROVENANCE.json': Buffer.from(statement) };
  return { contents, manifest: manifestText(manifestOf(contents)), provenance: hex(statement) };
}

/** What a node is told of an adapter. */
export function settingOf({ manifest, provenance }: { readonly manifest: string; readonly provenance: string }): string {
  return ['claims', adapterPrefix, hex(manifest), provenance].join(',');
}

function safetensors(tensors: Readonly<Record<string, readonly [number, number]>>): Buffer {
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, shape]) => {
      const from = at;
      at += shape[0] * shape[1] * 2;
      return [name, { dtype: 'BF16', shape, data_offsets: [from, at] }];
    }),
  );
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(at, 3)]);
}
