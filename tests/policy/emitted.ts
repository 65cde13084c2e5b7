import type { Finding } from '../../policy/finding.js';
import { type Edit, evidenceOf, topologyWith } from './harness.js';

/** Types that the reference topology makes both applications emit, sorted. */
export function emittedTypes(): string[] {
  const { aws = [], terraform = [] } = evidenceOf(topologyWith());
  return [...new Set([...aws, ...terraform].flatMap((stack) => stack.resources.map(({ type }) => type)))].sort();
}

/** Text of the line of the reference topology that a finding points at. */
export function lineOf(finding: Finding | undefined, edits: readonly Edit[] = []): string {
  return topologyWith(edits).source.text.split('\n')[(finding?.line ?? 0) - 1]?.trim() ?? '';
}
