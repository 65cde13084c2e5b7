import { guardrailContent } from '../derived/guardrail-content.js';
import { type GuardrailPolicy, type GuardrailPrice, guardrailAssumption, guardrailPrice } from '../facts/guardrails.js';
import { type GuardrailHost, guardrailHosts } from '../hosts/select.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { workloadsOn } from '../topology/views.js';

/** One request, as a guardrail sees it. */
export interface GuardedRequest {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Whether the whole prompt is judged or the user's turn alone; answers always are. */
  readonly guarding: 'selective' | 'comprehensive';
}

/** What a guardrail adds to a million tokens of one workload on one host, in USD at list price. */
export interface GuardrailCost {
  readonly host: string;
  readonly workload: string;
  readonly usdByPolicy: Readonly<Partial<Record<GuardrailPolicy, number>>>;
  readonly usdPerMillionTokens: number;
  /** The oldest of the prices that it rests on. */
  readonly asOf: string;
}

/** Guardrail costs of every host that has a guardrail of ours. */
export function guardrailCosts(topology: Topology): GuardrailCost[] {
  return guardedHosts(topology).flatMap(([id, host]) => {
    const policies = policiesOf(topology, id, host);
    return workloadsOn(topology, id).map(([workload, entity]) => {
      const usdByPolicy = usdPerMillionTokens(
        policies.filter((policy) => isJudged(policy, entity)),
        requestOf(host, entity),
      );
      return { host: id, workload, usdByPolicy, usdPerMillionTokens: Object.values(usdByPolicy).reduce((sum, usd) => sum + usd, 0), asOf: oldest(usdByPolicy) };
    });
  });
}

function oldest(usdByPolicy: GuardrailCost['usdByPolicy']): string {
  const days = (Object.keys(usdByPolicy) as GuardrailPolicy[]).map((policy) => guardrailPrice(policy).asOf);
  return days.sort()[0] ?? 'never';
}

/** Hosts that have a guardrail of ours. */
export function guardedHosts(topology: Topology): [string, GuardrailHost][] {
  return guardrailHosts(topology).filter(([id]) => topology.existing.guardrails[id] === undefined);
}

/** The mean request of a workload on a host. */
export function requestOf(host: GuardrailHost, { load: { inputTokens, outputTokens } }: Workload): GuardedRequest {
  return { inputTokens, outputTokens, guarding: host.guardrail.guarding };
}

/** Policies that the guardrail of a host has. */
export function policiesOf(topology: Topology, id: string, host: GuardrailHost): GuardrailPolicy[] {
  const { contentFilters, deniedTopics, identifiers, grounding } = guardrailContent(topology, id, host);
  const policies = { 'content filters': contentFilters, 'denied topics': deniedTopics, 'personal data': identifiers, grounding } as const;
  return (Object.keys(policies) as GuardrailPolicy[]).filter((policy) => policies[policy].length > 0);
}

/** Whether a workload's requests are judged by a policy. Grounding needs documents, which only a grounded workload sends along. */
export function isJudged(policy: GuardrailPolicy, { class: kind }: Workload): boolean {
  return policy !== 'grounding' || kind === 'grounded';
}

/** USD per million tokens, in and out together, by policy. */
export function usdPerMillionTokens(policies: readonly GuardrailPolicy[], request: GuardedRequest): Partial<Record<GuardrailPolicy, number>> {
  const requests = 1_000_000 / (request.inputTokens + request.outputTokens);
  return Object.fromEntries(policies.map((policy) => [policy, (requests * textUnits(policy, request) * guardrailPrice(policy).usd) / 1000]));
}

/** Text units of one request under a policy. Each text is rounded up by itself; grounding counts documents, question and answer together. */
export function textUnits(policy: GuardrailPolicy, { inputTokens, outputTokens, guarding }: GuardedRequest): number {
  if (policy === 'grounding') return unitsOf(inputTokens + outputTokens);
  const judged = guarding === 'selective' ? Math.min(inputTokens, guardrailAssumption('userTurnTokens').value) : inputTokens;
  return unitsOf(judged) + unitsOf(outputTokens);
}

function unitsOf(tokens: number): number {
  return Math.ceil((tokens * guardrailAssumption('charactersPerToken').value) / guardrailAssumption('textUnitCharacters').value);
}

/** Prices that costs rest on, with what is known of each. */
export function pricesOf(costs: readonly GuardrailCost[]): GuardrailPrice[] {
  const policies = new Set(costs.flatMap(({ usdByPolicy }) => Object.keys(usdByPolicy) as GuardrailPolicy[]));
  return [...policies].map(guardrailPrice);
}
