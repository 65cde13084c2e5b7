import type { Call } from '../egress.js';
import type { Message } from '../fields/messages.js';

/** What a guard found. Categories are its own codes. */
export type Verdict = { readonly safe: true } | { readonly safe: false; readonly categories: readonly string[] };

export interface Guard {
  /** Judges what the model is to answer, within the conversation. */
  prompt(messages: readonly Message[], call: Call): Promise<Verdict>;
  /** Judges an answer, or its beginning. */
  answer(messages: readonly Message[], text: string, call: Call): Promise<Verdict>;
}

/** A guard said something that is not understood. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}
