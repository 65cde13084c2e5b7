import type { Rule } from '../rule.js';
import { unknownName } from '../unknown-name.js';

export const rule: Rule = {
  id: 'waivers/unknown',
  severity: 'error',
  title: 'A waiver names a rule, a path and a subject that exist.',
  why: 'A waiver of a misspelt rule, or of a host that was renamed, silences nothing and looks as if the finding had been accepted. When the name comes into use again it would silence a finding that nobody has seen.',
  fix: 'Correct the name, or delete the waiver.',

  *waivers(waivers, context) {
    for (const [index, waiver] of waivers.entries()) {
      const problem = unknownName(waiver, context);
      if (problem !== undefined) yield { path: `waivers[${index}].${problem.field}`, location: waiver.location, message: problem.message };
    }
  },
};
