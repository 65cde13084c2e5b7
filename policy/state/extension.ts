import { whyNotInForce } from '../../derived/extensions.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/extension',
  severity: 'error',
  title: 'Every extension is in force: its days have come and not passed, and an approval in force speaks of it.',
  why: 'An extension that has lapsed allows nothing any more, so what it was for becomes findings one after another. One that nobody approved never allowed anything. Both are found here once, with the reason.',
  fix: 'Renew the extension and its approval after a review, or remove it together with what it was for.',

  *topology({ topology, asOf }) {
    for (const [id] of sortedEntries(topology.extensions)) {
      const why = whyNotInForce(topology, id, asOf);
      if (why === undefined) continue;
      yield {
        path: pathOf('extensions', id),
        message: `${id} ${why}, and allows nothing on ${asOf}. Allowed: an extension in force, whose approval is of kind extension, for extensions.${id}, and in force.`,
      };
    }
  },
};
