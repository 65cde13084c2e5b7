import { readFileSync } from 'node:fs';
import { inactiveTags } from '../../derived/cost-tags.js';
import { costTagsText } from '../../reports/cost-tags.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { InputError } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
import type { TopologyOptions } from './topology.js';

export interface CostTagsOptions extends TopologyOptions {
  /** What `aws ce list-cost-allocation-tags` answered. */
  readonly active?: string;
}

/** Prints which tags have to be activated; with the answer of AWS, ends with 1 while one is not. */
export function costTags(options: CostTagsOptions): number {
  const { topology } = loadTopology(options.topology);
  const asOf = asOfDate(topology, options.asOf);
  if (options.active === undefined) {
    // AWS fills in twelve months at most, from the first of one.
    const [year = 0, month = 1] = asOf.split('-').map(Number);
    process.stdout.write(`${costTagsText(topology, new Date(Date.UTC(year, month - 12, 1)).toISOString().slice(0, 10))}\n`);
    return 0;
  }
  const inactive = inactiveTags(activeKeys(options.active));
  for (const { key, insteadActive } of inactive) {
    const other = insteadActive === undefined ? '' : ` Active is ${insteadActive}, which is another tag to AWS.`;
    process.stdout.write(`${key} is not active.${other}\n`);
  }
  if (inactive.length === 0) process.stdout.write('Every tag that costs are told apart by is active.\n');
  return inactive.length === 0 ? 0 : 1;
}

function activeKeys(file: string): string[] {
  const allowed = 'Allowed: what "aws ce list-cost-allocation-tags --status Active" prints.';
  let answer: unknown;
  try {
    answer = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InputError([{ message: `--active: ${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}. ${allowed}` }]);
  }
  const tags = typeof answer === 'object' && answer !== null && 'CostAllocationTags' in answer ? answer.CostAllocationTags : undefined;
  if (!Array.isArray(tags)) throw new InputError([{ message: `--active: ${file} has no list CostAllocationTags. ${allowed}` }]);
  return tags.flatMap((tag: { readonly TagKey?: unknown; readonly Status?: unknown }) =>
    typeof tag?.TagKey === 'string' && tag.Status === 'Active' ? [tag.TagKey.replace(/^user:/, '')] : [],
  );
}
