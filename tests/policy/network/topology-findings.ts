import { judge } from '../../../policy/engine.js';
import type { Finding } from '../../../policy/finding.js';
import type { Rule } from '../../../policy/rule.js';
import { asOf, type Edit, evidenceOf, topologyWith } from '../harness.js';

/** Findings of a rule that looks at the topology alone: nothing is synthesized. */
export function topologyFindings(rule: Rule, edits: readonly Edit[] = []): Finding[] {
  return judge([rule], topologyWith(edits), asOf, {});
}

/** Types that the reference topology makes both applications emit, sorted. */
export function emittedTypes(): string[] {
  const { aws = [], terraform = [] } = evidenceOf(topologyWith());
  return [...new Set([...aws, ...terraform].flatMap((stack) => stack.resources.map(({ type }) => type)))].sort();
}

/** Text of the line of the reference topology that a finding points at. */
export function lineOf(finding: Finding | undefined, edits: readonly Edit[] = []): string {
  return topologyWith(edits).source.text.split('\n')[(finding?.line ?? 0) - 1]?.trim() ?? '';
}
