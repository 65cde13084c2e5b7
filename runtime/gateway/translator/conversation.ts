import type { ContentBlock, Message, SystemContentBlock } from '@aws-sdk/client-bedrock-runtime';
import { contentOf, partsOf } from './content.js';
import { badRequest } from './refusal.js';
import type { ChatMessage } from './request.js';

/** What Converse takes messages apart into. */
export interface Conversation {
  readonly system: SystemContentBlock[];
  readonly messages: Message[];
}

/**
 * Messages as turns that alternate, beginning and ending with the user's, as Converse demands. Neighbours of one role become one turn;
 * results of tools belong to the user's. `guarded` marks what the user says in the latest turn as what the guardrail judges.
 */
export function conversation(all: readonly ChatMessage[], guarded: boolean): Conversation {
  const first = all.findIndex(({ role }) => role !== 'system');
  const rest = first < 0 ? [] : all.slice(first);
  const [opening] = rest;
  if (opening?.role !== 'user') throw badRequest(`messages.${Math.max(first, 0)}.role`, 'The first message after the system prompt must be the user’s.');
  if (rest.at(-1)?.role === 'assistant') throw badRequest(`messages.${all.length - 1}.role`, 'The last message must be the user’s or the result of a tool.');
  const latest = rest.findLastIndex((message) => message.role === 'assistant' && message.tool_calls === undefined) + 1;
  const messages: Message[] = [];
  for (const [index, message] of rest.entries()) {
    const at = `messages.${first + index}`;
    if (message.role === 'system') throw badRequest(`${at}.role`, 'System messages must come before all others: this host has one system prompt.');
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const content = contentOf(message, at, guarded && index >= latest);
    const last = messages.at(-1);
    if (last?.role === role) last.content?.push(...content);
    else messages.push({ role, content });
  }
  resultsAnswerCalls(messages);
  const system = all.slice(0, Math.max(first, 0)).flatMap((message) => (message.role === 'system' ? partsOf(message.content) : []));
  return { system: system.map((text) => ({ text })), messages };
}

/** Every call has its result in the turn that follows, and every result its call. */
function resultsAnswerCalls(messages: readonly Message[]): void {
  const idsOf = (message: Message | undefined, read: (block: ContentBlock) => string | undefined) =>
    (message?.content ?? [])
      .flatMap((block) => read(block) ?? [])
      .sort()
      .join(' ');
  for (const [index, message] of messages.entries()) {
    if (message.role !== 'user') continue;
    const calls = idsOf(messages[index - 1], ({ toolUse }) => toolUse?.toolUseId);
    const results = idsOf(message, ({ toolResult }) => toolResult?.toolUseId);
    if (calls !== results)
      throw badRequest('messages', 'After an assistant’s tool_calls there must be one tool message for each call, and none without a call.');
  }
}
