import type { Construct } from 'constructs';
import type { StackContext } from './context.js';

/**
 * Stacks that one call makes. Nothing goes into it but what its key tells whole and what it reads of its context, and parts share no construct:
 * where both are the same, so is what is written.
 */
export interface StackPart {
  readonly key: string;
  make(app: Construct, context: StackContext): void;
}

/** A part that is made from plain data: no functions, maps or sets, which a key would not tell. */
export function stackPart<D>(what: string, data: D, make: (app: Construct, context: StackContext, data: D) => void): StackPart {
  return { key: `${what} ${JSON.stringify(data)}`, make: (app, context) => make(app, context, data) };
}
