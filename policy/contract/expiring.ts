import { nearnessOf } from '../../derived/ends.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'contract/expiring',
  severity: 'warning',
  title: 'No contract that hosts run under ends within 90 days.',
  why: 'A renewal takes a quarter: procurement, security review, signatures. The day after the end prices are list prices and data terms are those of the public pages.',
  fix: 'Renew it and record the new contracts.<id>.term.end, or move its hosts to another contract. Within 30 days this is an error.',

  *topology({ topology, asOf }) {
    const used = new Set(Object.values(topology.hosts).map(({ contract }) => contract));
    for (const [id, { term }] of sortedEntries(topology.contracts)) {
      const near = used.has(id) ? nearnessOf(term.end, asOf) : undefined;
      if (near === undefined) continue;
      yield { path: pathOf('contracts', id, 'term', 'end'), severity: near.severity, message: `${id} ends on ${term.end}, ${near.words} (as of ${asOf}).` };
    }
  },
};
