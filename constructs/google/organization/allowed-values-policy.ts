import { OrgPolicyPolicy } from '@cdktf/provider-google/lib/org-policy-policy/index.js';
import type { Construct } from 'constructs';

export interface AllowedValuesPolicyProps {
  /** Project that it binds. */
  readonly project: string;
  /** List constraint, such as `gcp.resourceLocations`. */
  readonly constraint: string;
  /** The only values allowed; at least one. */
  readonly values: readonly string[];
}

/**
 * Organization policy on a project that allows these values and no others.
 *
 * It does not inherit: an inherited list would be joined to this one and let through what the topology does not use.
 * Denials set above it no longer apply either, so the values must lie within what the organization allows.
 */
export class AllowedValuesPolicy extends OrgPolicyPolicy {
  constructor(scope: Construct, id: string, props: AllowedValuesPolicyProps) {
    super(scope, id, {
      name: `projects/${props.project}/policies/${props.constraint}`,
      parent: `projects/${props.project}`,
      spec: { inheritFromParent: false, rules: [{ values: { allowedValues: [...new Set(props.values)].sort() } }] },
    });
  }
}
