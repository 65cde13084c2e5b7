import type { Resource } from '../synthesized/stack.js';

/** One program of a property or argument. */
export interface CarriedText {
  /** Which of several it is, such as the path of a file or the name of a container; empty where there is one. */
  readonly part: string;
  /** Empty where it cannot be read. */
  readonly text: string;
  /**
   * Why it cannot be read, as the end of a sentence.
   * @default - it was read
   */
  readonly unreadable?: string;
}

/** A text that a machine runs, and the property or argument it is in. */
export interface Program extends CarriedText {
  readonly at: string;
}

/** What the topology says in a program. */
export interface Derived {
  /**
   * The part as it is reviewed, where its name has a word of the topology.
   * @default - the part itself
   */
  readonly part?: string;
  /**
   * Which of its reviewed forms the topology asks for.
   * @default - the only one
   */
  readonly form?: string;
  /** Pieces by how they are reviewed, with a blank such as `<model>`; each with what the topology puts there. Every one has to be there. */
  readonly pieces: Readonly<Record<string, string>>;
}

/** What says the same in every topology. */
export const underived: Derived = { pieces: {} };

/** How the table of reviewed programs calls one: by type, place and part. */
export function nameOf({ type }: Resource, { at, part }: Pick<Program, 'at' | 'part'>): string {
  return [type, at, part].filter((word) => word !== '').join(' ');
}
