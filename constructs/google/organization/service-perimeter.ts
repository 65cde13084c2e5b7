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
  /** Name shown in the console. */
  readonly title: string;
  /** APIs that answer only inside the perimeter, and further ones that the networks inside may call. */
  readonly services: { readonly restricted: readonly string[]; readonly accessible: readonly string[] };
  /** In dry run violations are logged and nothing is blocked. */
  readonly dryRun: boolean;
  /** IAM members that may call the restricted services from outside, such as the pipeline that deploys. */
  readonly deployers: readonly string[];
}

/**
 * VPC Service Controls perimeter around one project. Its access policy is scoped to the project, beside the organization's own, which must exist already.
 */
export class ServicePerimeter extends Construct {
  constructor(scope: Construct, id: string, props: ServicePerimeterProps) {
    super(scope, id);
    const { services } = props;
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
      useExplicitDryRunSpec: props.dryRun,
      [props.dryRun ? 'spec' : 'status']: {
        resources: [project],
        restrictedServices: [...services.restricted].sort(),
        vpcAccessibleServices: {
          enableRestriction: true,
          allowedServices: ['RESTRICTED-SERVICES', ...[...services.accessible].sort()],
        },
        ...(props.deployers.length > 0 && { ingressPolicies: [ingress(props.deployers, project, services.restricted)] }),
      },
    });
  }
}

/** By identity, from any network: a pipeline outside has no address that could be named here. */
function ingress(deployers: readonly string[], project: string, services: readonly string[]) {
  return {
    ingressFrom: { identities: [...deployers].sort(), sources: [{ accessLevel: '*' }] },
    ingressTo: {
      resources: [project],
      operations: [...services].sort().map((serviceName) => ({ serviceName, methodSelectors: [{ method: '*' }] })),
    },
  };
}
