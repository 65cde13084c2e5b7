import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { carriedTags } from '../../evidence/tags/carried-tags.js';
import { billCoverage } from '../../evidence/tags/coverage.js';
import { headline, page } from './page.js';

/** How much of what may be on a bill tags attribute, and each set of tags that resources carry, with how many carry it; names left out. */
export function tagsPage(stacks: readonly SynthesizedStack[]): string {
  return page([coverageLines(stacks), ...stacks.map((stack) => [headline(stack), ...tagLines(stack)])]);
}

function coverageLines(stacks: readonly SynthesizedStack[]): string[] {
  const { billable, attributed, without } = billCoverage(stacks);
  const share = billable === 0 ? 100 : (100 * attributed) / billable;
  return [
    `coverage: ${attributed} of ${billable} resources that may be on a bill carry a workload and a cost centre (${share.toFixed(1)} %)`,
    ...Object.entries(without).map(([type, count]) => `${count} × ${type} without`),
  ];
}

function tagLines(stack: SynthesizedStack): string[] {
  const sets = stack.resources.flatMap(carriedTags).map(({ tags }) =>
    Object.entries(tags)
      .filter(([key]) => key !== 'Name')
      .sort()
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(' '),
  );
  const counts = new Map<string, number>();
  for (const set of sets) counts.set(set, (counts.get(set) ?? 0) + 1);
  return [...counts].sort().map(([set, count]) => `${count} × ${set}`);
}
