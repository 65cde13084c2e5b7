import type { GuardForm } from '../../forms/policy.js';
import { type Egress, EgressFailure } from '../egress.js';
import { turnsOf } from './conversation.js';
import { type Guard, NotUnderstood, type Verdict } from './verdict.js';

/**
 * Model Armor: a template of filters, asked by REST. It judges the last turn, and reads no pictures: a request with one is not judged.
 * Source: sanitizeUserPrompt and sanitizeModelResponse of the Model Armor API v1. Not run against the service.
 */
export function modelArmor({ authority, template }: Extract<GuardForm, { kind: 'model-armor' }>, egress: Egress): Guard {
  return {
    async prompt(messages, call) {
      const turns = turnsOf(messages);
      if (turns.some(({ pictures }) => pictures.length > 0)) throw new EgressFailure(400);
      return verdictOf(await egress.post(authority, `/v1/${template}:sanitizeUserPrompt`, { userPromptData: { text: turns.at(-1)?.text ?? '' } }, call));
    },
    async answer(messages, text, call) {
      const body = { modelResponseData: { text }, userPrompt: turnsOf(messages).at(-1)?.text ?? '' };
      return verdictOf(await egress.post(authority, `/v1/${template}:sanitizeModelResponse`, body, call));
    },
  };
}

interface Sanitized {
  readonly sanitizationResult?: {
    readonly filterMatchState?: unknown;
    readonly invocationResult?: unknown;
    readonly filterResults?: Readonly<Record<string, unknown>>;
  };
}

/** A verdict counts only where every filter ran. */
function verdictOf(answer: unknown): Verdict {
  const { filterMatchState, invocationResult, filterResults } = (answer as Sanitized | null)?.sanitizationResult ?? {};
  if (filterMatchState === 'MATCH_FOUND') return { safe: false, categories: matched(filterResults ?? {}) };
  if (filterMatchState === 'NO_MATCH_FOUND' && invocationResult === 'SUCCESS') return { safe: true };
  throw new NotUnderstood('a verdict of Model Armor');
}

/** Names of the filters that matched: csam, malicious_uris, rai, pi_and_jailbreak, sdp. */
function matched(results: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(results).filter((name) => /^[a-z_]{1,32}$/.test(name) && JSON.stringify(results[name]).includes('"MATCH_FOUND"'));
}
