import { fleetAnswers } from '../../planner/capacity/fleet-answer.js';
import { cheapest, type NodeChoice, nodeCurve } from '../../planner/capacity/node-curve.js';
import { months, terms } from '../../planner/cost/calendar.js';
import type { CostLine } from '../../planner/cost/line.js';
import { nodePrices } from '../../planner/cost/node-prices.js';
import type { Plan } from '../../planner/cost/plan.js';
import { stalePrices, unknownPrices } from '../../planner/cost/price-age.js';
import type { Sensitivity } from '../../planner/cost/sensitivity.js';
import type { Topology } from '../../topology/schema/topology.js';
import { align } from '../align.js';
import { billions, dollars, percent } from './figures.js';

/** A plan for people: what is paid for what, line by line, then what follows from it. */
export function planText(topology: Topology, plan: Plan, sensitivities: readonly Sensitivity[]): string {
  return [
    ...bill(plan),
    ...comparison(plan),
    ...workloads(topology, plan),
    ...hosts(topology, plan),
    ...totals(topology, plan),
    ...sensitive(sensitivities),
    ...doubts(plan),
  ].join('\n');
}

function bill({ lines, asOf, hybrid }: Plan): string[] {
  const row = ({ host, workload, what, quantity, unit, price, discount, usd }: CostLine) => [
    host,
    workload,
    what,
    `${amount(quantity)} ${unit}`,
    price.usd === 'unknown' ? 'no price known' : String(Number(price.usd.toFixed(6))),
    discount === 0 ? '-' : percent(discount),
    dollars(usd),
    `${price.source}, ${price.asOf}`,
  ];
  return [
    `Cost of the year from ${asOf}, USD at list prices less declared discounts; rounded to whole dollars after adding.`,
    align([['host', 'workload', 'what', 'quantity', 'price', 'discount', 'USD', 'source'], ...lines.map(row)]),
    `Sum of what has a price: ${dollars(hybrid.usdPerYear)}${hybrid.high > hybrid.low ? ` (${dollars(hybrid.low)} to ${dollars(hybrid.high)})` : ''}.`,
    '',
  ];
}

function comparison({ baseline, hybrid, saving, unpriced }: Plan): string[] {
  return [
    'Against hosted only',
    align([
      ['workload', 'tokens', 'USD per 10^6', 'USD', 'source'],
      ...baseline.rows.map((row) => [
        row.workload,
        billions(row.tokensPerYear),
        row.usdPerMillion === 'unknown' ? 'unknown' : String(Number(row.usdPerMillion.toFixed(4))),
        dollars(row.usdPerYear),
        `${row.source}, ${row.asOf}`,
      ]),
    ]),
    `Saving against list: 1 - ${dollars(hybrid.usdPerYear)} / ${dollars(baseline.usdPerYear)} = ${percent(saving.list)}.`,
    `Like for like, with ${percent(baseline.discount)} off the baseline too: 1 - ${dollars(hybrid.usdPerYear)} / ${dollars(baseline.discountedUsdPerYear)} = ${percent(saving.likeForLike)}.`,
    ...(unpriced.length === 0 ? [] : [`No saving is said: no price of ${unpriced.join(', ')} is known.`]),
    ...baseline.assumptions.map((text) => `- ${text}`),
    '',
  ];
}

function workloads(topology: Topology, plan: Plan): string[] {
  const rows = Object.entries(plan.workloads).map(([id, { usdPerYear, hosts: places, unservedTokensPerYear, tokensPerYear }]) => {
    const budget = topology.workloads[id]?.budget?.usdPerMonth;
    return [
      id,
      dollars(usdPerYear / 12),
      budget === undefined ? 'none' : dollars(budget),
      dollars(usdPerYear),
      Object.entries(places)
        .map(([host, { share, usdPerYear: usd }]) => `${host} ${percent(share)} ${dollars(usd)}`)
        .join(', '),
      unservedTokensPerYear < 1 ? '-' : percent(unservedTokensPerYear / tokensPerYear),
    ];
  });
  return ['Workloads', align([['workload', 'USD a month', 'budget', 'USD a year', 'share and USD by host', 'unserved'], ...rows]), ''];
}

function hosts(topology: Topology, plan: Plan): string[] {
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
      ...(curve.length === 0 ? [] : [`  ${curveText(curve)}`]),
    ];
  });
  return [
    'Hosts',
    align([['host', 'USD a year', 'used', 'break-even', 'cheapest hosted'], ...rows]),
    ...fleets,
    ...untold(plan),
    ...unsized.map(({ host, workload, why }) => `${host}: no number for ${workload}: ${why}.`),
    '',
  ];
}

/** Hosts of a provider of which no fact says what they carry. */
function untold({ flows, hosts: answers }: Plan): string[] {
  return Object.keys(answers)
    .filter((id) => answers[id]?.nodes === 'none' && flows.some(({ host, share }) => host === id && share === undefined))
    .map((id) => `${id}: nothing says what it carries; it is taken to serve all that arrives.`);
}

function curveText(curve: readonly NodeChoice[]): string {
  const best = cheapest(curve);
  const step = Math.max(1, Math.ceil(curve.length / 6));
  const shown = curve.filter((choice, index) => index % step === 0 || choice === best || index === curve.length - 1);
  const each = shown.map(({ nodes, share, usdPerYear }) => `${nodes}: ${percent(share)} ${dollars(usdPerYear)}`);
  return `Nodes, what they carry, what they and the overflow cost: ${each.join('; ')}. Cheapest: ${best?.nodes ?? '-'}.`;
}

function totals(topology: Topology, plan: Plan): string[] {
  const list = (map: Readonly<Record<string, number>>) =>
    Object.entries(map)
      .map(([key, usd]) => `${key} ${dollars(usd)}`)
      .join(', ');
  const year = months(topology, plan.lines, plan.asOf, 12);
  return [
    `By cost centre: ${list(plan.costCentres)}.`,
    `By cloud: ${list(plan.clouds)}.`,
    `By month: ${year[0]?.month} ${dollars(year[0]?.usd ?? 'unknown')} to ${year.at(-1)?.month} ${dollars(year.at(-1)?.usd ?? 'unknown')}.`,
    ...terms(topology, plan.lines, plan.asOf).map(
      ({ contract, end, months: count, usd }) => `Until ${contract} ends (${end}, ${count} months): ${dollars(usd)}.`,
    ),
    '',
  ];
}

function sensitive(rows: readonly Sensitivity[]): string[] {
  if (rows.length === 0) return [];
  return [
    'Sensitive to',
    align([['if', 'USD a year', 'change'], ...rows.map(({ what, usdPerYear, change }) => [what, dollars(usdPerYear), signed(change)])]),
    '',
  ];
}

function doubts(plan: Plan): string[] {
  const [unknown, stale] = [unknownPrices(plan.lines), stalePrices(plan)];
  return [
    `No price is known of ${unknown.length} lines, which no sum contains:`,
    ...unknown.map((text) => `- ${text}`),
    `${stale.length} prices are older than 90 days:`,
    ...stale.map(({ source, asOf, days, lines }) => `- ${source}, ${asOf} (${days} days): ${lines.length} lines`),
  ];
}

const amount = (value: number) => (Number.isInteger(value) ? value : Number(value.toFixed(1))).toLocaleString('en-US');
const signed = (usd: number) => `${usd < 0 ? '-' : '+'}${dollars(Math.abs(usd))}`;
