import type { Call } from '../egress.js';
import { Refusal } from '../errors.js';
import type { Message } from '../fields/messages.js';
import type { Citation } from '../grounding/passages.js';
import { judge } from '../guard/guards.js';
import type { Guard, Verdict } from '../guard/verdict.js';
import type { Meter } from '../meter.js';

/** Why and how an answer is read before the caller gets it. */
export interface AnswerReading {
  /** Documents that the answer is made from; undefined where none are searched. */
  readonly citations: readonly Citation[] | undefined;
  /** Who judges the answer; nobody where it is empty. */
  readonly guards: readonly Guard[];
  /** Characters of a stream that are held back until they are judged; all of it where this is infinite. */
  readonly window: number;
  /** The conversation as the caller sent it. */
  readonly messages: readonly Message[];
  readonly call: Call;
  /** Counts what it used; undefined where its caller has no limit of tokens. */
  readonly meter: Meter | undefined;
}

export function judgeAnswer({ guards, messages, call }: AnswerReading, text: string): Promise<Verdict> {
  return judge(guards, (guard) => guard.answer(messages, text, call));
}

/** An answer of a host that is not what it must be. Without being understood nothing passes. */
export const unreadable = () => new Refusal(502, 'host_answer_unreadable', 'The host answered in a form that the gateway cannot judge or add to.');

export interface Choice {
  readonly index: number;
  readonly [name: string]: unknown;
}

/** Choices of an answer or of a piece of one. Throws where there are none. */
export function choicesOf(answer: unknown): readonly Choice[] {
  const choices = typeof answer === 'object' && answer !== null ? (answer as { readonly choices?: unknown }).choices : undefined;
  if (!Array.isArray(choices) || !choices.every((choice) => Number.isInteger(choice?.index))) throw unreadable();
  return choices;
}

const labels = new Set(['role', 'id', 'type', 'index']);

/** All that a message or a piece of one says, whatever the field is called: text, reasoning, calls of tools. */
export function saidIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, each]) => (labels.has(name) ? '' : saidIn(each)))
    .join('');
}
