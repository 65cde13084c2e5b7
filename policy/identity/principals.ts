import { grantProblems } from '../../evidence/grants/grant-problems.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'identity/principals',
  severity: 'fatal',
  title: 'Every statement, member and hand-over of a role has a reviewed form, filled with what the topology derives.',
  why: 'One principal too many in a trust policy, a bucket policy or a binding is a door that nobody opened on purpose: to another account, to every role of one, to a service on behalf of anybody. A condition that went missing does the same, and so does a refusal.',
  fix: 'Let the stacks derive whom they admit from the topology. A new form is accepted in catalogue/grants/, whose code owners read it: npm run accept.',
  source: 'docs/adr/0077-grants-have-reviewed-forms.md',

  *stack(stack, context) {
    for (const { resource, message } of grantProblems(stack, context, 'grants'))
      yield { path: (resource ?? stack).origin, stack, ...(resource && { resource }), message };
  },
};
