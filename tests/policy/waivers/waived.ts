import { judge } from '../../../policy/engine.js';
import type { Finding } from '../../../policy/finding.js';
import type { Rule } from '../../../policy/rule.js';
import type { Waiver } from '../../../topology/waivers.js';
import { topologyWith } from '../../support/topologies.js';

/** A rule that finds the given places of one topology, whatever it holds. */
const finds = (severity: Rule['severity'], messages: readonly string[]): Rule => ({
  id: 'tags/required',
  severity,
  title: 't',
  why: 'w',
  fix: 'f',
  topology: () => messages.map((message) => ({ path: 'workloads.variable.route[0]', message })),
});

export const waiver = (changes: Partial<Waiver> = {}): Waiver => ({
  rule: 'tags/required',
  path: 'workloads.variable.route[0]',
  owner: 'finance',
  reason: 'r',
  granted: '2026-11-01',
  expires: '2026-12-01',
  location: { file: 'topology.waivers.yaml', line: 3, column: 3 },
  ...changes,
});

/** Findings of one rule that always finds something and of a rule of waivers. */
export function findingsWith(
  rule: Rule,
  waivers: readonly Waiver[],
  { messages = ['m'], severity = 'error' as Rule['severity'], asOf = '2026-11-24' } = {},
): Finding[] {
  return judge([finds(severity, messages), rule], { ...topologyWith(), waivers }, asOf, { aws: [], terraform: [] });
}

export const of = (rule: Rule, findings: readonly Finding[]): Finding[] => findings.filter((finding) => finding.rule === rule.id);
