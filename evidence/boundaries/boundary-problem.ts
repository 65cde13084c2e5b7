import type { Problem } from '../synthesized/problem.js';
import type { Resource } from '../synthesized/stack.js';

/** Where the boundary of an account differs from what is used in it, or where a policy exists that bounds no account of the topology. */
export type BoundaryProblem = (Problem & { readonly account: string }) | (Problem & { readonly account?: never; readonly resource: Resource });
