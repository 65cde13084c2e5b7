import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { judge } from '../../policy/engine.js';
import type { Finding } from '../../policy/finding.js';
import type { Rule } from '../../policy/rule.js';
import type { Change } from './documents.js';
import { evidenceOf, mutated, stacksOf } from './synthesized.js';
import { asOf, type Edit, topologyWith } from './topologies.js';

/** Findings of one rule on a topology with edits. Only what the rule looks at is synthesized. */
export function findings(rule: Rule, edits: readonly Edit[] = [], file = 'topology.yaml'): Finding[] {
  const loaded = topologyWith(edits, file);
  const either = rule.stack !== undefined || rule.resource !== undefined;
  return judge([rule], loaded, asOf, {
    ...((either || rule.aws !== undefined) && { aws: stacksOf('aws', loaded) }),
    ...((either || rule.terraform !== undefined) && { terraform: stacksOf('terraform', loaded) }),
  });
}

/** Findings of what a rule says about the topology by itself: nothing is synthesized, so that many edits cost nothing. */
export function topologyFindings(rule: Rule, edits: readonly Edit[] = [], file = 'topology.yaml'): Finding[] {
  if (rule.topology === undefined) throw new Error(`${rule.id} does not judge topologies`);
  return judge([rule], topologyWith(edits, file), asOf, {});
}

/**
 * Findings of one rule on the output of the reference topology, or of another, after a hand edit of one document. `change` gets a deep copy of the
 * template or `cdk.tf.json` of the stack whose name ends with `stack`.
 */
export function findingsAfter(rule: Rule, stack: string, change: Change, environment: Partial<SynthesizedStack> = {}, file = 'topology.yaml'): Finding[] {
  const loaded = topologyWith([], file);
  return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), stack, change, environment));
}

/** Text of the line of the reference topology that a finding points at. */
export function lineOf(finding: Finding | undefined, edits: readonly Edit[] = []): string {
  return topologyWith(edits).source.text.split('\n')[(finding?.line ?? 0) - 1]?.trim() ?? '';
}
