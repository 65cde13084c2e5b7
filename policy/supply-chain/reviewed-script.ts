import { isExtended } from '../../derived/extensions.js';
import { stackPlace } from '../../derived/grants/stack-place.js';
import { scriptProblems } from '../../evidence/scripts/script-problems.js';
import { subjectPath } from '../../evidence/synthesized/host-of-resource.js';
import { derivedIn } from '../../hosts/judges.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/reviewed-script',
  severity: 'error',
  title: 'Every script, command and archive in the output is one that was reviewed, with the values of the topology in it and no others.',
  why: 'A script of a node proves the weights, holds the rights of its machine and stands beside prompts. One line more sends them elsewhere, one line less serves what nobody approved, and no list of bad lines is ever long enough.',
  fix: 'Restore the program as it is synthesized. To change it, change runtime/, run "npm run accept", and have the new digest and what it does reviewed in catalogue/scripts. A program of your own is declared in extensions.<id>.scripts.',
  source: 'docs/adr/0079-scripts-by-digest.md',

  *stack(stack, { topology, outputs, asOf }) {
    const problems = scriptProblems(stack, {
      kind: stackPlace(topology, stack.name)?.kind,
      derived: (resource, program) => derivedIn({ topology, outputs }, resource, program),
      extended: ({ type }, { at }, sha256) => isExtended(topology, asOf, { kind: 'script', type, value: at, sha256, stack: stack.name }),
    });
    for (const { sensitive, ...problem } of problems)
      yield { path: subjectPath(topology, stack), ...problem, ...(sensitive && { severity: 'fatal' as const }) };
  },
};
