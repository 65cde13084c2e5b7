import { guardrailAssumption } from '../facts/guardrails.js';
import { guardrailCosts, pricesOf } from '../planner/guardrail-cost.js';
import { textUnitNeeds } from '../planner/text-unit-quotas.js';
import type { Topology } from '../topology/schema/topology.js';
import { align } from './align.js';

/** What guardrails add to the price of tokens, a workload a row, and what that rests on; empty where there is none of ours. */
export function guardrailTable(topology: Topology): string {
  const costs = guardrailCosts(topology);
  if (costs.length === 0) return '';
  const prices = pricesOf(costs);
  const rows = costs.map(({ host, workload, usdByPolicy, usdPerMillionTokens }) => [
    host,
    workload,
    ...prices.map(({ policy }) => usd(usdByPolicy[policy])),
    usd(usdPerMillionTokens),
  ]);
  const [unit, token, turn] = (['textUnitCharacters', 'charactersPerToken', 'userTurnTokens'] as const).map(guardrailAssumption);
  const guarding = [...new Set(costs.map(({ host }) => judged(topology, host, turn?.value ?? 0)))].join('; ');
  return [
    align([['guardrail', 'workload', ...prices.map(({ policy }) => policy), 'USD per 10^6 tokens'], ...rows]),
    `Judged besides the answer: ${guarding}. Assumed: ${token?.value} characters a token, text units of ${unit?.value} characters, rounded up per text.`,
    ...shortfalls(topology),
    `List prices per 1000 text units: ${prices.map(({ policy, usd: price, confidence, asOf }) => `${policy} ${price} (${confidence ?? 'confirmed'}, ${asOf})`).join(', ')}.`,
  ].join('\n');
}

function judged(topology: Topology, id: string, turn: number): string {
  const host = topology.hosts[id];
  const selective = host !== undefined && 'guardrail' in host && host.guardrail.guarding === 'selective';
  return selective ? `on ${id} the user's turn (${turn} tokens, unconfirmed)` : `on ${id} the whole prompt`;
}

function usd(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(2);
}

/** A line for each host whose guardrail judges more at its peak than an account may at first. */
function shortfalls(topology: Topology): string[] {
  const short = textUnitNeeds(topology).filter(({ needed, byDefault }) => needed > byDefault);
  return [...new Set(short.map(({ host }) => host))].map((id) => {
    const needs = short.filter(({ host }) => host === id).map(({ policy, needed, byDefault }) => `${policy} ${needed} (${byDefault})`);
    return `Text units per second that ${id} needs at peak, and what an account starts with: ${needs.join(', ')}; raise them first (quotas.json).`;
  });
}
