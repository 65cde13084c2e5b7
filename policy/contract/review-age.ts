import { daysBetween } from '../../topology/day.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

/** Longest that nobody may have read the terms, in days. */
const longest = 365;

export const rule: Rule = {
  id: 'contract/review-age',
  severity: 'error',
  title: 'The data terms of every contract were read within the last year.',
  why: 'Most terms are pages that change without a letter: what was read in 2009 is not what holds. Retention, training and processing places rest on them.',
  fix: 'Read the terms again, correct contracts.<id>.data where they changed, and record the day as reviewedOn.',

  *topology({ topology, asOf }) {
    for (const [id, { data }] of sortedEntries(topology.contracts)) {
      // A day that has not come is refused as a record of what was not done.
      if (data === 'none' || daysBetween(data.reviewedOn, asOf) <= longest) continue;
      yield {
        path: pathOf('contracts', id, 'data', 'reviewedOn'),
        message: `The terms of ${id} were last read on ${data.reviewedOn}, ${daysBetween(data.reviewedOn, asOf)} days before ${asOf}. Allowed: ${longest}.`,
      };
    }
  },
};
