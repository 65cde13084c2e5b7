import { type Shortage, TokenCharge } from '../budgets.js';
import { Refusal } from '../errors.js';
import { Meter } from '../meter.js';
import { type Caller, limitHeaders } from './caller.js';
import type { ChatRequest } from './chat.js';
import { likelyPrompt } from './tokens.js';

/**
 * Takes what a request is taken to need from the tokens of its caller: its prompt, and the answer as far as the caller bounds it. What an answer without a
 * bound used is taken when it is known. Undefined where the caller has no limit of tokens. Throws a `Refusal`.
 */
export function spend({ budget }: Caller, { messages, fields, maxTokens, stream, usageAsked }: ChatRequest): Meter | undefined {
  if (budget === undefined) return undefined;
  const prompt = likelyPrompt(messages, fields);
  const charge = budget.take(prompt + (maxTokens ?? 0));
  if (!(charge instanceof TokenCharge)) throw tooMany(prompt + (maxTokens ?? 0), charge);
  return new Meter(charge, prompt, stream && !usageAsked);
}

/** The limit is that of one task, of which callers do not know how many there are. */
function tooMany(asked: number, { perMinute, left, wait }: Shortage): Refusal {
  const allowed = `Allowed: ${perMinute} tokens a minute at each task of the gateway`;
  if (wait === 'never') {
    const message = `The request may use ${asked} tokens. ${allowed}, prompt and max_tokens together.`;
    return new Refusal(429, 'rate_limit_exceeded', message, null, { 'x-should-retry': 'false', ...limitHeaders('tokens', perMinute, left, 60) });
  }
  const message = `The request may use ${asked} tokens, and ${left} are left. ${allowed}.`;
  return new Refusal(429, 'rate_limit_exceeded', message, null, { 'retry-after': String(wait), ...limitHeaders('tokens', perMinute, left, wait) });
}
