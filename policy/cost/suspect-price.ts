import { contradictions } from '../../planner/cost/contradiction.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cost/suspect-price',
  severity: 'error',
  title: 'The price of a host is no zero, no contradiction of another source, and no row that is known to be wrong.',
  why: 'Price maps that everybody copies had half of their Llama rows wrong: stale by a factor of six, inverted, or zero. One of them decides a plan of millions.',
  fix: 'Read the price at the provider and correct its row in facts/prices.yaml, with source and date; drop the flag when the row is right.',
  source: 'facts/prices.yaml, flags and cross-checks',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      for (const found of contradictions(topology, host)) yield { path: pathOf('hosts', id), message: `The price of ${id} cannot be relied on: ${found}.` };
    }
  },
};
