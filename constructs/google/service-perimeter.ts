import { AccessContextManagerAccessPolicy } from '@cdktf/provider-google/lib/access-context-manager-access-policy/index.js';
import { AccessContextManagerServicePerimeter } from '@cdktf/provider-google/lib/access-context-manager-service-perimeter/index.js';
import { Construct } from 'constructs';

export interface ServicePerimeterProps {
  /** Organization number. */
  readonly organization: string;
  /** Number of the project inside the perimeter. */
  readonly projectNumber: string;
  /** Name of the perimeter: letters, digits and underscores. */
  readonly name: string;
  readonly title: string;
  /** APIs that answer only inside the perimeter. */
  readonly restrictedServices: readonly string[];
  /** Further APIs that the networks inside may call. */
  readonly accessibleServices: readonly string[];
}

/**
 * VPC Service Controls perimeter around one project, in dry run: violations are logged, nothing is blocked.
 *
 * To enforce it, read the dry-run log, give the pipeline that deploys an ingress rule, and move `spec` to `status`.
 * Its access policy is scoped to the project, beside the organization's own, which must exist already.
 */
export class ServicePerimeter extends Construct {
  constructor(scope: Construct, id: string, props: ServicePerimeterProps) {
    super(scope, id);
    const project = `projects/${props.projectNumber}`;
    const policy = new AccessContextManagerAccessPolicy(this, 'Policy', {
      parent: `organizations/${props.organization}`,
      title: props.title,
      scopes: [project],
    });
    new AccessContextManagerServicePerimeter(this, 'Perimeter', {
      parent: `accessPolicies/${policy.name}`,
      name: `accessPolicies/${policy.name}/servicePerimeters/${props.name}`,
      title: props.title,
      perimeterType: 'PERIMETER_TYPE_REGULAR',
      useExplicitDryRunSpec: true,
      spec: {
        resources: [project],
        restrictedServices: [...props.restrictedServices].sort(),
        vpcAccessibleServices: {
          enableRestriction: true,
          allowedServices: ['RESTRICTED-SERVICES', ...[...props.accessibleServices].sort()],
        },
      },
    });
  }
}
