import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { type Evidence, judge } from '../../policy/engine.js';
import { type Finding, sortFindings } from '../../policy/finding.js';
import { rules } from '../../policy/rules.js';
import type { Severity } from '../../policy/severity.js';
import type { LoadedTopology } from '../../topology/load.js';
import { cloudFormationFindings } from '../validation-report.js';

/** Findings of outputs that are in some directories, by the rules of this version. */
export function judgeOutputs(loaded: LoadedTopology, stacks: readonly SynthesizedStack[], directories: readonly string[], asOf: string): Finding[] {
  const evidence: Evidence = { aws: stacks.filter(({ app }) => app === 'aws'), terraform: stacks.filter(({ app }) => app === 'terraform') };
  return sortFindings([...judge(rules, loaded, asOf, evidence), ...directories.flatMap((directory) => cloudFormationFindings(directory, loaded))]);
}

/** Rules of a version by its own generated page: the running version cannot know those of another. */
export function rulesOf(root: string): { readonly rules?: Readonly<Record<string, Severity>> } {
  const page = join(root, 'docs/rules.md');
  if (!existsSync(page)) return {};
  const found = [...readFileSync(page, 'utf8').matchAll(/^### ([a-z-]+\/[a-z-]+)\n\n\*\*(fatal|error|warning)\*\*/gm)];
  return { rules: Object.fromEntries(found.map(([, id = '', severity]) => [id, severity as Severity])) };
}
