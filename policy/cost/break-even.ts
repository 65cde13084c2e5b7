import { fleets } from '../../hosts/select.js';
import { total } from '../../planner/cost/line.js';
import { planned } from '../../planner/cost/planned.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

const dollars = (usd: number) => Math.round(usd).toLocaleString('en-US');

export const rule: Rule = {
  id: 'cost/break-even',
  severity: 'error',
  title: 'A fleet costs no more than the same tokens would elsewhere, or finance says why it is wanted all the same.',
  why: 'At list prices of today self-hosting a 70B model is dearer than buying its tokens at almost any load. Who does it for residency or isolation should say so, and who does it to save money should know.',
  fix: 'Raise what the fleet is used for, take nodes or their rate down, route the workloads to the offer that the message names, or state finance.selfHostReason.',
  source: 'planner/cost; people and on call are not counted, as they would not be saved with one fleet (docs/adr/0107-the-cost-of-a-plan.md)',

  *topology({ topology, asOf }) {
    if (topology.finance.selfHostReason !== undefined) return;
    const plan = planned(topology, asOf);
    for (const [id] of fleets(topology)) {
      const answer = plan.hosts[id];
      const best = answer?.cheapestHosted;
      const usd = total(plan.lines.filter(({ host, kind }) => host === id && kind === 'capacity'));
      if (answer === undefined || best === undefined || best === 'none' || plan.unpriced.includes(id) || usd <= best.usdPerYear) continue;
      const used = answer.utilisation === 'unknown' ? '' : ` at ${Math.round(answer.utilisation * 100)}% of its capacity used`;
      const needed = answer.utilisation === 'unknown' ? undefined : (answer.utilisation * usd) / best.usdPerYear;
      yield {
        path: pathOf('hosts', id),
        message: `The nodes of ${id} cost ${dollars(usd)} USD a year${used}; the same tokens cost ${dollars(best.usdPerYear)} on ${best.host} (${best.source}, ${best.asOf}). ${needed === undefined ? '' : needed > 1 ? 'No load makes up for that. ' : `It breaks even at ${Math.round(needed * 100)}%. `}Allowed: less than that, or a reason in finance.selfHostReason.`,
      };
    }
  },
};
