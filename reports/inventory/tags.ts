import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { carriedTags } from '../../evidence/tags/carried-tags.js';
import { headline, page } from './page.js';

/** Each set of tags that resources carry, with how many carry it; names left out. */
export function tagsPage(stacks: readonly SynthesizedStack[]): string {
  return page(stacks.map((stack) => [headline(stack), ...tagLines(stack)]));
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
