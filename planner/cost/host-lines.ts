import { costOf } from '../../hosts/costs.js';
import type { FixedLine, UsageLine } from '../../hosts/shared/host-cost.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { type Flow, perYear } from '../capacity/flow.js';
import { runningReplicas } from '../capacity/replicas.js';
import { type GuardrailCost, guardrailCosts } from '../guardrail-cost.js';
import { discountOf } from './discount.js';
import { type CostLine, costLine } from './line.js';

/** What a host costs in the year from a day on, given what it serves: capacity, tokens by workload, guardrails by workload. */
export function hostLines(topology: Topology, id: string, served: readonly Flow[], asOf: string): CostLine[] {
  const host = entity(topology.hosts, id);
  const { fixed, beside, tokens, usage } = costOf(host);
  const discount = discountOf(topology, host, asOf);
  const year = { from: asOf, running: runningReplicas(host, served) };
  const yearly = (kind: 'capacity' | 'beside', lines: readonly FixedLine[]) =>
    lines.map(({ discountable, ...line }) => costLine({ host: id, workload: 'all', kind, ...line, discount: discountable ? discount : 0 }));
  const prices = tokens(topology, host);
  const perToken = prices === 'by capacity' ? [] : served.flatMap((flow) => tokenLines(topology, flow, prices, discount));
  const used = usage(host);
  const guarded = new Map(guardrailCosts(topology).flatMap((cost) => (cost.host === id ? [[cost.workload, cost]] : [])));
  return [
    ...yearly('capacity', fixed(topology, host, year)),
    ...perToken,
    ...yearly('beside', beside(topology, host, year)),
    ...served.flatMap((flow) => used.map((line) => usageLine(topology, flow, line, discount))),
    ...served.flatMap((flow) => guardrailLines(topology, flow, guarded.get(flow.workload), discount)),
  ];
}

function usageLine(topology: Topology, flow: Flow, { what, per, price }: UsageLine, discount: number): CostLine {
  const { inputTokens, outputTokens } = entity(topology.workloads, flow.workload).load;
  const tokens = perYear(flow.served);
  const quantity = per === '10^6 tokens' ? tokens / 1e6 : tokens / (inputTokens + outputTokens) / 1_000;
  return costLine({ host: flow.host, workload: flow.workload, kind: 'usage', what, quantity, unit: per, price, discount });
}

function tokenLines(
  topology: Topology,
  flow: Flow,
  { input, output }: Exclude<ReturnType<ReturnType<typeof costOf>['tokens']>, string>,
  discount: number,
): CostLine[] {
  const millions = millionsOf(topology, flow);
  const of = { host: flow.host, workload: flow.workload, kind: 'tokens', unit: '10^6 tokens', discount } as const;
  return [
    costLine({ ...of, what: 'prompts', quantity: millions.input, price: input }),
    costLine({ ...of, what: 'answers', quantity: millions.output, price: output }),
  ];
}

/** Tokens that a flow serves in a year, in 10^6. */
export function millionsOf(topology: Topology, { workload, served }: Flow): { readonly input: number; readonly output: number } {
  const { inputTokens, outputTokens } = entity(topology.workloads, workload).load;
  const millions = perYear(served) / 1e6;
  const share = inputTokens / (inputTokens + outputTokens);
  return { input: millions * share, output: millions * (1 - share) };
}

function guardrailLines(topology: Topology, flow: Flow, found: GuardrailCost | undefined, discount: number): CostLine[] {
  if (found === undefined) return [];
  const { input, output } = millionsOf(topology, flow);
  return [
    costLine({
      ...{ host: flow.host, workload: flow.workload, kind: 'guardrail', unit: '10^6 tokens', discount },
      what: `guardrail: ${Object.keys(found.usdByPolicy).join(', ')}`,
      quantity: input + output,
      price: { usd: found.usdPerMillionTokens, source: 'facts/prices.yaml, guardrails', asOf: found.asOf, note: 'text units by the lengths of a mean request' },
    }),
  ];
}
