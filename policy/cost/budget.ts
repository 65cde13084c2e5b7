import { planned } from '../../planner/cost/planned.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

const dollars = (usd: number) => Math.round(usd).toLocaleString('en-US');

export const rule: Rule = {
  id: 'cost/budget',
  severity: 'error',
  title: 'What a workload is planned to cost a month is within its budget.',
  why: 'A budget below the plan alarms from the first month on, and an alarm that always rings is heard by nobody. Finance approves one number and pays another.',
  fix: 'Have the budget raised, or lower what it costs: "blueprint plan" says line by line what the workload pays for, and what the answer is sensitive to.',
  source: 'planner/cost (docs/adr/0107-the-cost-of-a-plan.md)',

  *topology({ topology, asOf }) {
    const plan = planned(topology, asOf);
    for (const [id, { budget }] of sortedEntries(topology.workloads)) {
      const month = (plan.workloads[id]?.usdPerYear ?? 0) / 12;
      if (budget === undefined || month <= budget.usdPerMonth) continue;
      const hosts = sortedEntries(plan.workloads[id]?.hosts ?? {}).map(([host, { usdPerYear }]) => `${host} ${dollars(usdPerYear / 12)}`);
      const unpriced = plan.unpriced.filter((host) => plan.workloads[id]?.hosts[host] !== undefined);
      yield {
        path: pathOf('workloads', id, 'budget'),
        message: `${id} is planned at ${unpriced.length === 0 ? '' : 'at least '}${dollars(month)} USD a month (${hosts.join(', ')}${unpriced.length === 0 ? '' : `; no price of ${unpriced.join(', ')} is known`}). Allowed: its budget of ${dollars(budget.usdPerMonth)}.`,
      };
    }
  },
};
