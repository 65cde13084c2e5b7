import { fleetAnswers } from '../../planner/capacity/fleet-answer.js';
import { shortfalls } from '../../planner/capacity/shortfalls.js';
import { planned } from '../../planner/cost/planned.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

const inWords = (most: number, unit: string) => (unit === 'replicas' ? most.toFixed(2) : Math.ceil(most).toLocaleString('en-US'));

export const rule: Rule = {
  id: 'capacity/sufficient',
  severity: 'error',
  title: 'The last host of a route carries the busiest minute of its workloads; a fleet at their objectives, with one node lost.',
  why: 'Such workloads have no second host: what the last one cannot take waits until its callers give up, on the busiest day and with the first broken GPU.',
  fix: 'Declare as many nodes or as much capacity as the message says, loosen the objective, or add a host to the route. "blueprint plan" shows the curve of nodes; "blueprint size --measured" calibrates by your own benchmark.',
  source: 'planner/capacity on facts/throughput.yaml and facts/demand.yaml (docs/adr/0106-throughput-by-a-step.md, 0107)',

  *topology({ topology, asOf }) {
    const { flows } = planned(topology, asOf);
    const { answers, unsized } = fleetAnswers(topology, flows);
    for (const { host, residentPeak, withOneLost, forResidents, nodes } of answers) {
      if (residentPeak <= withOneLost) continue;
      yield {
        path: pathOf('hosts', host, 'nodes', 'count'),
        message: `In its busiest minute ${host} has to carry ${residentPeak.toFixed(2)} nodes of workloads that go no further; ${withOneLost} serve with one lost, ${(residentPeak - withOneLost).toFixed(2)} too few. Allowed: ${forResidents} serving nodes or more, not ${nodes}.`,
      };
    }
    for (const { host, workload, why } of unsized) {
      yield {
        path: pathOf('workloads', workload, 'slo'),
        message: `Nothing says how much of ${workload} a node of ${host} carries: ${why}. Allowed: a load and an objective that it can keep.`,
      };
    }
    for (const { host, workload, lacks } of shortfalls(topology, flows)) {
      if (lacks === 'unknown') continue;
      yield {
        path: pathOf('hosts', host),
        message: `In its busiest minute ${host} lacks ${inWords(lacks.most, lacks.unit)} ${lacks.unit} for ${workload}, which goes no further: ${(lacks.share * 100).toFixed(1)}% of its tokens find no place. Allowed: as much more capacity, or a further host.`,
      };
    }
  },
};
