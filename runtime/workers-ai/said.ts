import { isObject } from './chat.js';
import { unreadable } from './refusal.js';

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** What Workers AI said in one piece: an answer, or an event of a stream. */
export interface Said {
  readonly text: string;
  /** Why it ended, where it says so. */
  readonly finish: 'stop' | 'length' | 'content_filter' | undefined;
  readonly usage: Usage | undefined;
}

/**
 * Reads both forms in which the binding answers: `{response, usage}`, which the models' schemas have, and choices as OpenAI's API has them, which it has
 * been seen to answer with as well (https://github.com/cloudflare/ai/pull/631). Throws a `Refusal` for any other, and for tools, which nobody offered.
 * @param part where choices have what was said: whole, or a piece of a stream
 */
export function saidIn(piece: unknown, part: 'message' | 'delta'): Said {
  if (!isObject(piece)) throw unreadable();
  const usage = usageOf(piece['usage']);
  if (!Array.isArray(piece['choices'])) {
    if (!('response' in piece) && usage === undefined) throw unreadable();
    return { text: textIn(piece['response'], piece['tool_calls']), finish: undefined, usage };
  }
  const [choice] = piece['choices'] as unknown[];
  // The last event of a stream has what was used, and no choice.
  if (choice === undefined && part === 'delta') return { text: '', finish: undefined, usage };
  const held = isObject(choice) ? choice[part] : undefined;
  if (!isObject(choice) || !isObject(held)) throw unreadable();
  return { text: textIn(held['content'], held['tool_calls']), finish: finishOf(choice['finish_reason']), usage };
}

function textIn(text: unknown, toolCalls: unknown): string {
  if (Array.isArray(toolCalls) && toolCalls.length > 0) throw unreadable();
  if (text === null || text === undefined) return '';
  if (typeof text === 'string') return text;
  // An answer that reads like a number or JSON has been seen to come as one.
  if (typeof text === 'number' || typeof text === 'object') return JSON.stringify(text);
  throw unreadable();
}

function finishOf(value: unknown): Said['finish'] {
  if (value === null || value === undefined) return undefined;
  if (value === 'stop' || value === 'length' || value === 'content_filter') return value;
  throw unreadable();
}

function usageOf(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const { prompt_tokens: asked, completion_tokens: answered } = value;
  if (typeof asked !== 'number' || typeof answered !== 'number') return undefined;
  return { prompt_tokens: asked, completion_tokens: answered, total_tokens: asked + answered };
}

/** Why an answer ended. The form of the models says it by nothing but the number of tokens. */
export function finishReason({ finish, usage }: Pick<Said, 'finish' | 'usage'>, maxTokens: number): NonNullable<Said['finish']> {
  return finish ?? ((usage?.completion_tokens ?? 0) >= maxTokens ? 'length' : 'stop');
}
