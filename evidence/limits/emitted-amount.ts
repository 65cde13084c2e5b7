import type { Amount } from '../../derived/amount.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';

/** How much of something was synthesized, and in what. */
export interface EmittedAmount extends Amount {
  readonly resource?: Resource;
  readonly stack?: SynthesizedStack;
}
