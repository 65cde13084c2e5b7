import { isEvidence } from '../../derived/evidence-text.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'contract/discount-evidence',
  severity: 'error',
  title: 'Every discount, committed rate and indemnity names the clause or document that grants it.',
  why: 'Plans, break-even and the choice of hosts follow from these numbers. One that a salesman mentioned changes where production runs, and the invoice has another.',
  fix: 'Name the clause, order form or offer under evidence; or set the discount to none until there is one.',

  *topology({ topology }) {
    for (const [id, { discount, commitments, indemnification }] of sortedEntries(topology.contracts)) {
      if (discount !== 'none' && discount.fraction > 0)
        yield* judged(pathOf('contracts', id, 'discount', 'evidence'), `A discount of ${Math.round(discount.fraction * 100)} %`, discount.evidence);
      for (const [name, { usdPerHour, evidence }] of sortedEntries(commitments))
        yield* judged(pathOf('contracts', id, 'commitments', name, 'evidence'), `A rate of ${usdPerHour} USD an hour`, evidence);
      if (indemnification.covered) yield* judged(pathOf('contracts', id, 'indemnification', 'evidence'), 'Indemnity', indemnification.evidence);
    }
  },
};

function* judged(path: string, what: string, evidence: string): Iterable<Violation> {
  if (!isEvidence(evidence)) yield { path, message: `${what} has the evidence "${evidence}". Allowed: a clause or document that can be shown.` };
}
