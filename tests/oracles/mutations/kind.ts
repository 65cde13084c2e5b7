import type { SynthesizedStack } from '../../../evidence/synthesized/stack.js';

export type Step = string | number;

/** Value of an edit that takes away what is there. */
export const removed = Symbol('removed');

/** One change of one place of a document; `at` leads there from the root. */
export interface Edit {
  readonly at: readonly Step[];
  /** What is there afterwards, or `removed`. */
  readonly to: unknown;
  /**
   * What the manifest says of the stack, changed instead of its document.
   * @default - the document is changed
   */
  readonly facts?: Partial<Pick<SynthesizedStack, 'account' | 'region' | 'terminationProtection'>>;
  /**
   * The whole stack is taken out of the output.
   * @default false
   */
  readonly absent?: boolean;
}

/** A fault of one sort, and where in a stack it can be made. */
export interface Kind {
  readonly name: string;
  /** `real` has to be found; `harmless` must not bring a finding. */
  readonly verdict: 'real' | 'harmless';
  readonly edits: (stack: SynthesizedStack) => Iterable<Edit>;
}

/** A fault that has to be found. */
export function real(name: string, ...edits: readonly Kind['edits'][]): Kind {
  return { name, verdict: 'real', edits: (stack) => edits.flatMap((each) => [...each(stack)]) };
}

/** A change that means nothing, or that is allowed. */
export function harmless(name: string, ...edits: readonly Kind['edits'][]): Kind {
  return { ...real(name, ...edits), verdict: 'harmless' };
}
