import { planned } from '../../planner/cost/planned.js';
import { oldAfterDays, type StalePrice, staleAfterDays, stalePrices } from '../../planner/cost/price-age.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'cost/stale-price',
  severity: 'warning',
  title: 'Prices that a plan rests on were read in the last 90 days.',
  why: 'Prices of GPUs fell by almost half in one cut, and pages went on printing the old ones for a year. A plan on old prices decides for the wrong host.',
  fix: 'Read the price again ("blueprint facts refresh", or at its source) and date its row in facts/prices.yaml, or record a commitment or discount of the contract with evidence.',
  source: 'facts/prices.yaml names where each row was read',

  *topology({ topology, asOf }) {
    const stale = stalePrices(planned(topology, asOf));
    for (const [id] of sortedEntries(topology.hosts)) {
      const own = stale.filter(({ lines }) => lines.some((line) => line.startsWith(`${id}: `)));
      const [oldest] = own;
      if (oldest === undefined) continue;
      yield {
        path: pathOf('hosts', id),
        message: `Prices of ${id} are old as of ${asOf}: ${own.map(inWords).join('; ')}. Allowed: ${staleAfterDays} days.`,
        ...(oldest.days > oldAfterDays && { severity: 'error' as const }),
      };
    }
  },
};

const inWords = ({ source, asOf, days }: StalePrice) => `${source} of ${asOf}, ${days} days`;
