import type { GuardForm } from '../../forms/policy.js';
import { defused } from '../defused.js';
import type { Call, Egress } from '../egress.js';
import { type Turn, turnsOf } from './conversation.js';
import { type Guard, NotUnderstood, type Verdict } from './verdict.js';

/** Tokens of the longest verdict: all categories. */
const verdictTokens = 100;

/**
 * Llama Guard 3 and 4 on a server of ours. Its chat template puts the conversation into the task that it was trained on and asks about the last turn
 * alone, the user's or the agent's; it answers `safe`, or `unsafe` and a line of categories as `S1,S10`. Format: Meta's model cards of Llama Guard 3
 * and 4. Not run with the weights.
 */
export function llamaGuard({ authority, model }: Extract<GuardForm, { kind: 'llama-guard' }>, egress: Egress): Guard {
  const ask = async (turns: readonly Turn[], call: Call) => {
    const messages = turns.map(messageOf);
    const answer = await egress.post(authority, '/v1/chat/completions', { model, messages, max_tokens: verdictTokens, temperature: 0 }, call);
    return verdictOf((answer as ChatAnswer | null)?.choices?.[0]?.message?.content);
  };
  return {
    prompt: (messages, call) => ask(turnsOf(messages), call),
    answer: (messages, text, call) => ask([...turnsOf(messages), { role: 'assistant', text, pictures: [] }], call),
  };
}

interface ChatAnswer {
  readonly choices?: readonly { readonly message?: { readonly content?: unknown } }[];
}

function messageOf({ role, text, pictures }: Turn): unknown {
  const content = defused(text);
  return { role, content: pictures.length === 0 ? content : [{ type: 'text', text: content }, ...pictures] };
}

function verdictOf(said: unknown): Verdict {
  const [first, second = '', ...more] = typeof said === 'string' ? said.trim().split(/\s*\n\s*/) : [];
  if (first === 'safe' && second === '') return { safe: true };
  if (first === 'unsafe' && more.length === 0 && /^(S\d{1,2}(, ?S\d{1,2})*)?$/.test(second)) {
    return { safe: false, categories: second === '' ? [] : second.split(/, ?/) };
  }
  throw new NotUnderstood('a verdict of Llama Guard');
}
