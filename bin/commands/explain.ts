import { rules } from '../../policy/rules.js';
import { ruleText } from '../../reports/rule-text.js';
import { InputError } from '../../topology/error.js';
import { didYouMean } from '../../topology/suggest.js';

/** Prints what a rule wants, why, and how to satisfy it. */
export function explain(id: string): number {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const known = rules.map((candidate) => candidate.id).sort();
    throw new InputError([{ message: `explain: received "${id}", which is no rule.${didYouMean(id, known)} Rules:\n  ${known.join('\n  ')}` }]);
  }
  process.stdout.write(`${ruleText(rule)}\n`);
  return 0;
}
