import { modelDirectory } from '../constructs/model-directory.js';
import { largestRank, type ServedAdapter } from '../derived/served-adapters.js';
import { adapterRanks } from '../facts/engine-features.js';

/**
 * Flags of vLLM for adapters that it loads at its start, all of them at once into the memory of its GPUs; none without adapters. Nothing else
 * loads one: `VLLM_ALLOW_RUNTIME_LORA_UPDATING` stays unset, so there is no such request.
 */
export function adapterFlags(adapters: readonly ServedAdapter[]): string[] {
  if (adapters.length === 0) return [];
  const rank = largestRank(adapters, adapterRanks());
  return [
    '--enable-lora',
    `--max-loras=${adapters.length}`,
    ...(rank === undefined ? [] : [`--max-lora-rank=${rank}`]),
    '--lora-modules',
    ...adapters.map(({ id }) => `${id}=${modelDirectory}/${id}`),
  ];
}
