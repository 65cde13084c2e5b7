import { nearnessOf } from '../../derived/ends.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'contract/price-protection',
  severity: 'warning',
  title: 'Prices of a contract that hosts run under are fixed for the next 90 days.',
  why: 'A plan multiplies today’s price with a year of tokens. Prices of hosted Llama have changed by a factor of three within one, and extended access to a model that leaves costs more.',
  fix: 'Agree on contracts.<id>.priceProtectedUntil, and renew it with the contract.',

  *topology({ topology, asOf }) {
    const used = new Set(Object.values(topology.hosts).map(({ contract }) => contract));
    for (const [id, { priceProtectedUntil: until }] of sortedEntries(topology.contracts)) {
      if (!used.has(id) || (until !== 'none' && until >= asOf && nearnessOf(until, asOf) === undefined)) continue;
      const what =
        until === 'none'
          ? 'fixes no prices'
          : until < asOf
            ? `fixed prices until ${until}`
            : `fixes prices until ${until}, which ends ${nearnessOf(until, asOf)?.words}`;
      yield { path: pathOf('contracts', id, 'priceProtectedUntil'), message: `${id} ${what} (as of ${asOf}).` };
    }
  },
};
