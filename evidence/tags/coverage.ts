import { rowOf } from '../../catalogue/rows.js';
import type { SynthesizedStack } from '../synthesized/stack.js';
import { carriedTags } from './carried-tags.js';

/** Of what may be on a bill, how much a tag attributes to a workload and to a cost centre. */
export interface BillCoverage {
  /** Resources whose type may be on a bill. */
  readonly billable: number;
  readonly attributed: number;
  /** Types of the others, with how many there are. */
  readonly without: Readonly<Record<string, number>>;
}

/** Counted by resource, as no template says what one costs; a type without a row counts as not attributed. */
export function billCoverage(stacks: readonly SynthesizedStack[]): BillCoverage {
  const billable = stacks.flatMap(({ resources }) => resources).filter(({ type }) => !isFree(type));
  const without: Record<string, number> = {};
  for (const resource of billable) {
    const sets = carriedTags(resource);
    const attributed = sets.length > 0 && sets.every(({ tags }) => isSet(tags['workload']) && isSet(tags['cost-center']));
    if (!attributed) without[resource.type] = (without[resource.type] ?? 0) + 1;
  }
  const missing = Object.values(without).reduce((sum, count) => sum + count, 0);
  return { billable: billable.length, attributed: billable.length - missing, without: Object.fromEntries(Object.entries(without).sort()) };
}

function isFree(type: string): boolean {
  const tags = rowOf(type)?.tags;
  return tags !== undefined && 'bill' in tags && tags.bill === 'free';
}

const isSet = (value: unknown) => value !== undefined && value !== '';
