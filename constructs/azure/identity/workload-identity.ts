import { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import { Construct } from 'constructs';

/** A principal outside Azure, as its tokens name it. */
export interface ExternalPrincipal {
  /** OIDC issuer, `https://…`, exactly as in the token. */
  readonly issuer: string;
  /** The token's `sub`. For AWS it is the role ARN, compared letter by letter. */
  readonly subject: string;
  /** The token's `aud`. */
  readonly audience: string;
}

export interface WorkloadIdentityProps {
  /** Name of the identity. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of all of it. */
  readonly location: string;
  /** What the workload may: a role made here, by its resource id, or one of Microsoft's, by name; on a resource. `as`: what its assignment is called. */
  readonly right: { readonly as: string; readonly scopeId: string } & ({ readonly roleId: string } | { readonly roleName: string });
  /**
   * Who may act as this identity.
   * @default - nobody yet: the issuer is not known before AWS is deployed
   */
  readonly trusts?: ExternalPrincipal;
}

/** One workload's right to what one host needs of its callers, taken up by a principal outside Azure without any secret. */
export class WorkloadIdentity extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, props: WorkloadIdentityProps) {
    super(scope, id);
    const identity = new UserAssignedIdentity(this, 'Identity', {
      name: props.name,
      resourceGroupName: props.resourceGroupName,
      location: props.location,
    });
    this.clientId = identity.clientId;
    const { right } = props;
    new RoleAssignment(this, right.as, {
      scope: right.scopeId,
      ...('roleId' in right ? { roleDefinitionId: right.roleId } : { roleDefinitionName: right.roleName }),
      principalId: identity.principalId,
      principalType: 'ServicePrincipal',
    });
    if (props.trusts !== undefined) {
      new FederatedIdentityCredential(this, 'Trust', {
        name: 'gateway',
        // azurerm 5 renames parent_id to user_assigned_identity_id and drops the resource group.
        parentId: identity.id,
        resourceGroupName: props.resourceGroupName,
        issuer: props.trusts.issuer,
        subject: props.trusts.subject,
        audience: [props.trusts.audience],
      });
    }
  }
}
