import { fleetAnswers } from '../../../planner/capacity/fleet-answer.js';
import { cheapest, type NodeChoice, nodeCurve } from '../../../planner/capacity/node-curve.js';
import { type ReplicaAnswer, replicaAnswers } from '../../../planner/capacity/replicas.js';
import { nodePrices } from '../../../planner/cost/node-prices.js';
import type { Plan } from '../../../planner/cost/plan.js';
import { dollars, percent } from '../figures.js';
import type { PlanReport, PlanSection } from '../section.js';

/** What each host costs and how much of it is used; what its nodes or replicas carry, and how many would be cheapest. */
export function hostsSection({ topology, plan }: PlanReport): PlanSection {
  const rows = Object.entries(plan.hosts).map(([id, { usdPerYear, utilisation, breakEvenUtilisation, cheapestHosted }]) => [
    id,
    dollars(usdPerYear),
    percent(utilisation),
    breakEvenUtilisation === 'unknown' ? '-' : breakEvenUtilisation > 1 ? `never (${percent(breakEvenUtilisation)})` : percent(breakEvenUtilisation),
    cheapestHosted === 'none' ? '-' : `${cheapestHosted.host} ${dollars(cheapestHosted.usdPerYear)}`,
  ]);
  const { answers, unsized } = fleetAnswers(topology, plan.flows);
  const fleets = answers.flatMap((answer) => {
    const { host, nodes, residentPeak, peak, forResidents, forPeak, forSeventyPercent, servedShare } = answer;
    const prices = nodePrices(topology, plan, host);
    const curve = prices === undefined ? [] : nodeCurve(answer, prices);
    return [
      `${host}: ${nodes} nodes serve; its busiest minute asks for ${peak.toFixed(2)}, ${residentPeak.toFixed(2)} of workloads that go no further. ${forSeventyPercent} carry 70% of the volume, ${forResidents} the residents' peak with one lost, ${forPeak} everything with a margin and one lost; the declared carry ${percent(servedShare)}.`,
      ...(curve.length === 0 ? [] : [curveText(curve)]),
    ];
  });
  return {
    title: 'Hosts',
    table: { head: ['host', 'USD a year', 'used', 'break-even', 'cheapest hosted'], rows },
    lines: [
      ...fleets,
      ...replicaAnswers(topology, plan.flows).map(replicaText),
      ...untold(plan),
      ...unsized.map(({ host, workload, why }) => `${host}: no number for ${workload}: ${why}.`),
    ],
  };
}

function replicaText({ host, least, most, mean, peak, peakBetween: [low, high], running }: ReplicaAnswer): string {
  return `${host}: between ${least} and ${most} replicas run, ${running.toFixed(2)} in the mean; the mean asks for ${mean.toFixed(2)}, its busiest minute for ${peak.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)} at the ends of the interval of what one carries).`;
}

/** Hosts of a provider of which no fact says what they carry. */
function untold({ flows, hosts }: Plan): string[] {
  return Object.keys(hosts)
    .filter((id) => hosts[id]?.nodes === 'none' && flows.some(({ host, share }) => host === id && share === undefined))
    .map((id) => `${id}: nothing says what it carries; it is taken to serve all that arrives.`);
}

function curveText(curve: readonly NodeChoice[]): string {
  const best = cheapest(curve);
  const step = Math.max(1, Math.ceil(curve.length / 6));
  const shown = curve.filter((choice, index) => index % step === 0 || choice === best || index === curve.length - 1);
  const each = shown.map(({ nodes, share, usdPerYear }) => `${nodes}: ${percent(share)} ${dollars(usdPerYear)}`);
  return `Nodes, what they carry, what they and the overflow cost: ${each.join('; ')}. Cheapest: ${best?.nodes ?? '-'}.`;
}
