import { MwsPermissionAssignment } from '@cdktf/provider-databricks/lib/mws-permission-assignment/index.js';
import { ServicePrincipal } from '@cdktf/provider-databricks/lib/service-principal/index.js';
import { ServicePrincipalFederationPolicy } from '@cdktf/provider-databricks/lib/service-principal-federation-policy/index.js';
import { type TerraformProvider, Token } from 'cdktf';
import { Construct } from 'constructs';

/** A principal outside Databricks, as its tokens name it. */
export interface TrustedPrincipal {
  /** OIDC issuer, `https://…`, exactly as in the token. */
  readonly issuer: string;
  /** The token's `sub`. For AWS it is the role ARN. */
  readonly subject: string;
  /** The token's `aud`. */
  readonly audience: string;
}

export interface WorkloadPrincipalProps {
  /** The account-level provider. */
  readonly account: TerraformProvider;
  /** Display name. */
  readonly name: string;
  /** Number of the workspace that it may enter. */
  readonly workspaceId: number;
  /**
   * Who may act as it.
   * @default - nobody yet: the issuer is not known before AWS is deployed
   */
  readonly trusts?: TrustedPrincipal;
}

/** One workload's identity in a workspace, taken up by a principal outside Databricks without any secret. */
export class WorkloadPrincipal extends Construct {
  /** OAuth client id of the principal, and its name in permissions. */
  readonly applicationId: string;

  constructor(scope: Construct, id: string, props: WorkloadPrincipalProps) {
    super(scope, id);
    const provider = props.account;
    // Deleted with its block: one that is only deactivated would keep its federation policy.
    const principal = new ServicePrincipal(this, 'Principal', { provider, displayName: props.name, disableAsUserDeletion: false });
    this.applicationId = principal.applicationId;
    const principalId = Token.asNumber(principal.id);
    new MwsPermissionAssignment(this, 'Workspace', { provider, workspaceId: props.workspaceId, principalId, permissions: ['USER'] });
    if (props.trusts === undefined) return;
    const { issuer, subject, audience } = props.trusts;
    new ServicePrincipalFederationPolicy(this, 'Trust', {
      provider,
      servicePrincipalId: principalId,
      policyId: 'gateway',
      oidcPolicy: { issuer, subject, audiences: [audience] },
    });
  }
}
