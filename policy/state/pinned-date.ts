import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/pinned-date',
  severity: 'warning',
  title: 'Only an example pins the date that dates are compared with.',
  why: 'Contracts, approvals, waivers and model lifecycles run out. A pinned date stops the clock for every rule that would say so.',
  fix: 'Remove asOf. To look at another day once, pass --as-of.',

  *topology({ topology }) {
    if (topology.example || topology.asOf === undefined) return;
    yield { path: 'asOf', message: `Dates are compared with ${topology.asOf} for ever, because asOf is set and this is no example.` };
  },
};
