import { rules } from '../../policy/rules.js';
import { ruleText } from '../../reports/rule-text.js';
import { InputError } from '../../topology/error.js';
import { didYouMean } from '../../topology/suggest.js';

/** Prints what a rule wants, why, and how to satisfy it; without an id, every rule in a line, by family. */
export function explain(id?: string): number {
  if (id === undefined) {
    process.stdout.write(`${ruleList()}\n`);
    return 0;
  }
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const known = rules.map((candidate) => candidate.id).sort();
    throw new InputError([{ message: `explain: received "${id}", which is no rule.${didYouMean(id, known)} Rules:\n  ${known.join('\n  ')}` }]);
  }
  process.stdout.write(`${ruleText(rule)}\n`);
  return 0;
}

function ruleList(): string {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const width = Math.max(...sorted.map(({ id }) => id.length));
  const families = [...new Set(sorted.map(({ id }) => id.split('/')[0] ?? ''))];
  const line = ({ id, severity, title }: (typeof rules)[number]) => `  ${id.padEnd(width)}  ${severity.padEnd('warning'.length)}  ${title}`;
  const blocks = families.map((family) => [family, ...sorted.filter(({ id }) => id.startsWith(`${family}/`)).map(line)].join('\n'));
  return [...blocks, 'What a rule wants and why: npm run blueprint -- explain <rule>'].join('\n\n');
}
