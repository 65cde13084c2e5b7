import { randomUUID } from 'node:crypto';
import type { ContentBlock, ConverseCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import { BrokenAnswer } from './failure.js';
import { finishReason, usageOf } from './finish.js';

/** What every piece of an answer begins with. */
export interface Heading {
  readonly id: string;
  readonly created: number;
  /** As the request called it. */
  readonly model: string;
}

export function heading(model: string): Heading {
  return { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1_000), model };
}

/** A whole answer as `chat.completion`. */
export function completion({ id, created, model }: Heading, output: ConverseCommandOutput): string {
  const { text, calls, finish, usage } = saidIn(output);
  const message = { role: 'assistant', content: text, refusal: null, ...(calls.length > 0 && { tool_calls: calls }) };
  const choice = { index: 0, message, logprobs: null, finish_reason: finish };
  return JSON.stringify({ id, object: 'chat.completion', created, model, choices: [choice], usage });
}

/** What an answer says. Throws for one that says what is not known here. */
export function saidIn({ output, stopReason, usage }: ConverseCommandOutput) {
  const content = output?.message?.content;
  if (content === undefined) throw new BrokenAnswer('message');
  const parts = content.map(partOf);
  const texts = parts.flatMap((part) => ('text' in part ? part.text : []));
  const calls = parts.flatMap((part) => ('call' in part ? part.call : []));
  return { text: texts.length === 0 && calls.length > 0 ? null : texts.join(''), calls, finish: finishReason(stopReason), usage: usageOf(usage) };
}

function partOf({ text, toolUse }: ContentBlock) {
  if (text !== undefined) return { text };
  if (toolUse?.toolUseId === undefined || toolUse.name === undefined) throw new BrokenAnswer('content');
  return { call: { id: toolUse.toolUseId, type: 'function', function: { name: toolUse.name, arguments: JSON.stringify(toolUse.input) } } };
}
