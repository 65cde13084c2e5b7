import { releaseNamed } from '../../facts/checkpoints.js';
import type { FineTune } from '../../topology/schema/fine-tune.js';

/** An adapter that is about to be approved. */
export interface AdapterCandidate {
  readonly release: string;
  readonly rank: FineTune['rank'];
  readonly names: readonly string[];
  /** Text of a file of the repository; undefined when there is none. */
  readonly text: (name: string) => string | undefined;
}

/** What speaks against files being an adapter of that release and rank which vLLM loads. Source: vLLM, lora/peft_helper.py and lora/lora_model.py. */
export function* adapterProblems({ release, rank, names, text }: AdapterCandidate): Iterable<string> {
  if (!names.includes('adapter_model.safetensors')) yield 'adapter_model.safetensors is missing: vLLM looks for an adapter under that name.';
  const others = names.filter((name) => name.endsWith('.safetensors') && name !== 'adapter_model.safetensors');
  if (others.length > 0) yield `${others.join(', ')}: no part of an adapter. Allowed: adapter_model.safetensors alone; merged weights have method lora-merged.`;
  const config = parsed(text('adapter_config.json'));
  if (config === undefined) return yield 'adapter_config.json is missing or no JSON object: nothing says which adapter these files are.';
  const wanted: readonly (readonly [name: string, allowed: unknown, absent: unknown])[] = [
    ['peft_type', 'LORA', undefined],
    ['r', rank, undefined],
    // vLLM refuses an adapter with one of these when it starts.
    ['bias', 'none', 'none'],
    ['use_dora', false, false],
    ['lora_bias', false, false],
  ];
  for (const [name, allowed, absent] of wanted) {
    const found = config[name] ?? absent;
    if (found !== allowed) yield `adapter_config.json: ${name} is ${JSON.stringify(found) ?? 'missing'}. Allowed: ${JSON.stringify(allowed)}.`;
  }
  const whole = config['modules_to_save'];
  if (Array.isArray(whole) && whole.length > 0)
    yield `adapter_config.json: modules_to_save is ${JSON.stringify(whole)}. Allowed: none, because vLLM loads low-rank matrices alone.`;
  const base = String(config['base_model_name_or_path'] ?? '');
  const named = releaseNamed(base);
  if (named !== undefined && named !== release)
    yield `adapter_config.json: base_model_name_or_path is ${base}, which is ${named}. Allowed: ${release}, as the topology says.`;
}

function parsed(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
