import type { ITerraformDependable } from 'cdktf';

/** A key, and what a service must wait for before it may use it. */
export interface UsableKey {
  /** Full name of the key, in the location of what it encrypts. */
  readonly name: string;
  /** Grants to the service's agent; empty where its owner has granted already. */
  readonly grants: readonly ITerraformDependable[];
}
