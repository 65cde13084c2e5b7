import { shortfalls } from '../../planner/capacity/shortfalls.js';
import { planned } from '../../planner/cost/planned.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/known',
  severity: 'warning',
  title: 'What the last host of a route carries is known.',
  why: 'Plans take such a host to serve all that arrives, because nothing contradicts it. Whether it does shows on the busiest day, where its callers have nowhere else to go.',
  fix: 'Send it the busiest minute of the plan before it serves, or add a host to the route.',
  source: 'planner/capacity on facts/demand.yaml and facts/throughput.yaml: no fact says what such a host carries',

  *topology({ topology, asOf }) {
    for (const { host, workload, lacks } of shortfalls(topology, planned(topology, asOf).flows)) {
      if (lacks === 'unknown')
        yield { path: pathOf('hosts', host), message: `Nothing says how much ${host} carries, and workload ${workload} goes no further.` };
    }
  },
};
