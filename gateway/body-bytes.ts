import type { ZonePlan } from './zone-plan.js';

/** Bytes of JSON that a token of a prompt takes at most: four characters of text, of two bytes each where they are not ASCII. */
const bytesPerToken = 8;
/** What a request holds besides its messages: tools and formats. */
const besides = 65_536;
/** More than this no request may have, whatever the context of its model: each is held in memory as a whole. */
const most = 4 * 1_048_576;

/** Largest request of a workload whose model reads so many tokens. */
export function bodyBytes(contextTokens: number): number {
  return Math.min(most, contextTokens * bytesPerToken + besides);
}

/** Largest request of any workload of a zone: what Envoy holds before the policy service has seen which one it is. */
export function largestBody({ workloads }: ZonePlan): number {
  return Math.max(...workloads.map(({ hops }) => bodyBytes(Math.min(...hops.map(({ target }) => target.contextTokens)))), besides);
}
