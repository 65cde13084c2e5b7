import { grantProblems } from '../../evidence/grants/grant-problems.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/guards',
  severity: 'error',
  title: 'Every boundary, perimeter, filter and audit record says what was reviewed, whole, filled with what the topology derives.',
  why: 'A guard is only as good as its weakest part: a statement taken out, a filter turned down or an exception put in lets through what all the others refuse, and nothing fails when it does.',
  fix: 'Let the stacks derive guards from the topology. A new form is accepted in catalogue/grants/, whose code owners read it: npm run accept.',
  source: 'docs/adr/0077-grants-have-reviewed-forms.md',

  *stack(stack, context) {
    for (const { resource, message } of grantProblems(stack, context, 'guards'))
      yield { path: (resource ?? stack).origin, stack, ...(resource && { resource }), message };
  },
};
