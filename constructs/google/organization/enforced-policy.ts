import { OrgPolicyPolicy } from '@cdktf/provider-google/lib/org-policy-policy/index.js';
import type { Construct } from 'constructs';

export interface EnforcedPolicyProps {
  /** Project that it binds. */
  readonly project: string;
  /** Constraint such as `iam.disableServiceAccountKeyCreation`. */
  readonly constraint: string;
  /** A boolean constraint is enforced; a list constraint denies every value. */
  readonly kind: 'boolean' | 'list';
}

/** Organization policy on a project that leaves no exception, whatever is set above it. */
export class EnforcedPolicy extends OrgPolicyPolicy {
  constructor(scope: Construct, id: string, props: EnforcedPolicyProps) {
    super(scope, id, {
      name: `projects/${props.project}/policies/${props.constraint}`,
      parent: `projects/${props.project}`,
      // Inheritance can be set for list constraints only.
      spec: props.kind === 'list' ? { inheritFromParent: false, rules: [{ denyAll: 'TRUE' }] } : { rules: [{ enforce: 'TRUE' }] },
    });
  }
}
