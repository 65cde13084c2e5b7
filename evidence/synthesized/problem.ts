import type { Resource, SynthesizedStack } from './stack.js';

/** What is wrong with what was synthesized. Which place of the topology that concerns, and how grave it is, a rule says. */
export interface Problem {
  readonly message: string;
  readonly resource?: Resource;
  readonly stack?: SynthesizedStack;
  /** @default - the rule's own advice */
  readonly fix?: string;
}
