import { fleetAnswers } from '../../planner/capacity/fleet-answer.js';
import { limitAnswers } from '../../planner/capacity/limits.js';
import { cheapest, type NodeChoice, nodeCurve } from '../../planner/capacity/node-curve.js';
import { replicaAnswers } from '../../planner/capacity/replicas.js';
import { months, terms } from '../../planner/cost/calendar.js';
import { cheapestInZone } from '../../planner/cost/hosted.js';
import { cents } from '../../planner/cost/line.js';
import { nodePrices } from '../../planner/cost/node-prices.js';
import { otherForms } from '../../planner/cost/other-forms.js';
import type { Plan } from '../../planner/cost/plan.js';
import { portfolio } from '../../planner/cost/portfolio.js';
import { stalePrices, unknownPrices } from '../../planner/cost/price-age.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { PlanReport } from './section.js';

/** A plan for machines: USD in cents, tokens whole, shares and utilisation to six places. Absent fields are those that do not apply. */
export function planJson({ topology, plan, sensitivities }: PlanReport): string {
  const { baseline, hybrid, saving, workloads, hosts, lines, asOf } = plan;
  const { answers, unsized } = fleetAnswers(topology, plan.flows);
  return JSON.stringify(
    {
      currency: 'USD',
      period: 'year',
      asOf,
      baseline: { usdPerYear: baseline.usdPerYear, discountedUsdPerYear: baseline.discountedUsdPerYear, discount: baseline.discount, rows: baseline.rows },
      hybrid,
      saving,
      workloads: mapped(workloads, (workload, id) => ({ ...workload, cheapestHostedInZone: inZone(topology, id) })),
      hosts: mapped(hosts, ({ nodes, utilisation, breakEvenUtilisation, cheapestHosted, ...host }) => ({
        ...host,
        ...(nodes !== 'none' && { nodes }),
        ...(utilisation !== 'unknown' && { utilisation }),
        ...(breakEvenUtilisation !== 'unknown' && { breakEvenUtilisation }),
        ...(cheapestHosted !== 'none' && { cheapestHosted }),
      })),
      capacity: answers.map(({ demand: _, ...answer }) => ({ ...answer, ...curveOf(topology, plan, answer.host) })),
      replicas: replicaAnswers(topology, plan.flows),
      limits: limitAnswers(topology),
      unsized,
      sharedUsdPerYear: plan.sharedUsdPerYear,
      costCentres: plan.costCentres,
      clouds: plan.clouds,
      months: months(topology, lines, asOf, 12),
      terms: terms(topology, lines, asOf),
      lines,
      unpriced: plan.unpriced,
      unknown: unknownPrices(lines),
      stale: stalePrices(plan),
      sensitivities,
      otherForms: otherForms(topology, plan),
      portfolio: portfolio(topology, plan).map(({ price, usdPerYear }) => ({ ...price, usdPerYear: mapped(usdPerYear, cents) })),
      assumptions: baseline.assumptions,
    },
    rounded,
    2,
  );
}

/** What each number of nodes carries and costs, where prices are known. */
function curveOf(topology: Topology, plan: Plan, host: string): { readonly curve: readonly NodeChoice[]; readonly cheapestNodes: number } | undefined {
  const prices = nodePrices(topology, plan, host);
  const answer = fleetAnswers(topology, plan.flows).answers.find((one) => one.host === host);
  if (prices === undefined || answer === undefined) return undefined;
  const curve = nodeCurve(answer, prices);
  const best = cheapest(curve);
  return best && { curve, cheapestNodes: best.nodes };
}

function inZone(topology: Topology, id: string): unknown {
  const workload = entity(topology.workloads, id);
  const host = topology.hosts[workload.route[0] ?? ''];
  return host === undefined ? 'none' : cheapestInZone(topology, workload, entity(topology.models, host.model).release);
}

function mapped<T, U>(map: Readonly<Record<string, T>>, to: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, to(value, key)]));
}

const tokens = /tokens/i;
const money = /usd$|usdPerYear|^low$|^high$/i;

/** By the name of a field. */
function rounded(key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (tokens.test(key)) return Math.round(value);
  return money.test(key) && key !== 'usd' ? cents(value) : Math.round(value * 1e6) / 1e6;
}
