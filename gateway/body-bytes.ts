import { grounding } from './grounding.js';
import type { ZonePlan } from './zone-plan.js';

/** Bytes of JSON that a token of a prompt takes at most: four characters of text, of two bytes each where they are not ASCII. */
const bytesPerToken = 8;
/** A character of a passage at most: three bytes of UTF-8, or an escape within a JSON string within a JSON string. */
const bytesPerCharacter = 8;
/** What a request holds besides its messages, tools and formats; and what the policy service adds to it besides passages. */
const besides = 65_536;
/** More than this no request may have, whatever the context of its model: each is held in memory as a whole. */
const most = 4 * 1_048_576;

/** Largest request of a workload whose model reads so many tokens. */
export function bodyBytes(contextTokens: number): number {
  return Math.min(most, contextTokens * bytesPerToken + besides);
}

/**
 * What Envoy holds of any request of a zone: the largest of a workload, and what the policy service puts into it. Envoy refuses a request that outgrows this after it was
 * rewritten, so a workload's own limit is the policy service's alone.
 */
export function heldBytes({ workloads }: ZonePlan): number {
  const largest = workloads.map(({ hops, search }) => {
    const passages = search === 'none' ? 0 : grounding.passages * grounding.longest * bytesPerCharacter;
    return bodyBytes(Math.min(...hops.map(({ target }) => target.contextTokens))) + passages;
  });
  return Math.max(...largest, 0) + besides;
}
