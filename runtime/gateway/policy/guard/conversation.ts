import { type Part, picturesOf, textsOf } from '../fields/content.js';
import type { Message } from '../fields/messages.js';

/** A turn as guards know them: who speaks, what, with which pictures. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly text: string;
  readonly pictures: readonly Part[];
}

/**
 * The conversation in turns of user and assistant that alternate and begin with the user, which the chat template of Llama Guard demands. What is not
 * the assistant's counts as the user's: instructions, results of tools.
 */
export function turnsOf(messages: readonly Message[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const last = turns.at(-1);
    const said = spoken(message);
    if (last?.role === role) turns[turns.length - 1] = { role, text: `${last.text}\n\n${said.text}`, pictures: [...last.pictures, ...said.pictures] };
    else {
      if (last === undefined && role === 'assistant') turns.push({ role: 'user', text: '', pictures: [] });
      turns.push({ role, ...said });
    }
  }
  return turns;
}

function spoken({ content, tool_calls = [] }: Message): Omit<Turn, 'role'> {
  const calls = tool_calls.map((call) => `${call.function.name}(${call.function.arguments})`);
  return { text: [...(content === null ? [] : textsOf(content)), ...calls].join('\n\n'), pictures: content === null ? [] : picturesOf(content) };
}
