import type { StackPlace } from './stack-place.js';

/**
 * What may fill each blank of a reviewed form, by the name of the blank. A blank whose name begins with `every` stands for all of its values at once;
 * any other for one or more of them.
 */
export type Values = Readonly<Record<string, readonly string[]>>;

/**
 * Entities that names of resources speak of, such as the workload in `Workloadsglobal-assistInvoke`: workloads, AWS accounts that a policy is put on or
 * that a provider lets in, jobs that bring weights in, Capacity Blocks, locations of keys, repositories, generations of a key, agents on nodes, zones with a gateway.
 */
export const named = ['workload', 'target', 'job', 'block', 'location', 'repository', 'generation', 'agent', 'zone'] as const;

/** The entity that the name of a resource speaks of, if any. */
export type Bound = Readonly<Partial<Record<(typeof named)[number], string>>>;

/** A stack, as far as its grants depend on it. */
export interface GrantContext {
  readonly stack: string;
  readonly place: StackPlace;
  /** Region of the stack; empty for Terraform. */
  readonly region: string;
}
