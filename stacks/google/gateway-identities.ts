import type { Construct } from 'constructs';
import { AwsIdentityPool, type AwsProof, type TrustedAwsAccount } from '../../constructs/google/identity/aws-identity-pool.js';
import { GatewayRole } from '../../constructs/google/identity/gateway-role.js';
import { GatewayServiceAccount } from '../../constructs/google/identity/gateway-service-account.js';
import { setOrigin } from '../../constructs/origin.js';
import { type AccountView, projectPermissions } from '../../derived/google-accounts.js';
import { physicalName, serviceAccountId } from '../../derived/names.js';
import { nameLimit } from '../../facts/limits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, googlePrincipalOf } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { type GatewayPrincipal, gatewayPrincipal, googleAudience, workloadIdentityPoolId, workloadIdentityProviderId } from '../federation.js';
import { output } from '../terraform-output.js';

/**
 * Who the gateway is on Google, workload by workload: a role on AWS, let in by AWS's own tokens, acting as a service account; or who it is there already.
 *
 * Without a known issuer the AWS account is not trusted yet; `state/unbound` names what to deploy first.
 */
export function gatewayIdentities(scope: Construct, context: StackContext, view: AccountView): void {
  const { topology } = context;
  const { project } = view.account;
  const callers = gatewayCallers(context, view);
  const letIn = callers.filter(({ own }) => own === undefined);
  // It is there before anybody calls.
  const pool =
    letIn.length > 0 || callers.length === 0
      ? new AwsIdentityPool(scope, 'Aws', { project, poolId: workloadIdentityPoolId(topology), accounts: trustedAccounts(context, view, letIn) }).pool
      : undefined;
  const permissions = projectPermissions(view);
  // What the gateway of a fleet reads is one secret, which the fleet's stack lets it.
  const role =
    permissions.length === 0
      ? undefined
      : new GatewayRole(scope, 'Role', {
          project,
          roleId: physicalName(nameLimit('googleRole'), topology.name, 'llama', 'gateway').replaceAll('-', '_'),
          permissions,
        });
  for (const { workload, awsAccount, own, ...caller } of callers) {
    const gateway = new GatewayServiceAccount(scope, workload, {
      project,
      accountId: serviceAccountId(topology.name, workload),
      description: `Gateway calls on behalf of ${workload}`,
      takenBy: own ?? `principal://iam.googleapis.com/${pool?.name}/subject/${subjectOf(view, caller)}`,
      role: role?.name,
    });
    setOrigin(gateway, pathOf('workloads', workload));
    output(scope, `serviceAccount-${workload}`, gateway.account.email);
    if (own === undefined) output(scope, `audience-${workload}`, googleAudience(topology, view.alias, awsAccount));
  }
}

interface Caller extends GatewayPrincipal {
  readonly workload: string;
  /** Who it is on Google already, if anybody. */
  readonly own: string | undefined;
}

/** Workloads of the account whose gateway stands on AWS, with the role it calls as. */
function gatewayCallers(context: StackContext, view: AccountView): Caller[] {
  return view.workloads.flatMap(([workload, entry]) => {
    const principal = gatewayPrincipal(context, workload);
    return principal === undefined ? [] : [{ workload, own: googlePrincipalOf(context.topology, entry), ...principal }];
  });
}

function trustedAccounts({ topology }: StackContext, view: AccountView, callers: readonly Caller[]): Record<string, TrustedAwsAccount> {
  const accounts = [...new Set(callers.map((caller) => caller.awsAccount))].sort();
  return Object.fromEntries(
    accounts.flatMap((alias) => {
      const ofAccount = callers.filter((caller) => caller.awsAccount === alias);
      const proof = proofOf(topology, view, alias, ofAccount[0]?.issuer);
      if (proof === undefined) return [];
      const trusted: TrustedAwsAccount = {
        providerId: workloadIdentityProviderId(alias),
        proof,
        subjects: ofAccount.map((caller) => subjectOf(view, caller)),
      };
      return [[alias, trusted]];
    }),
  );
}

/** Undefined while the issuer that tokens would come from is unknown. */
function proofOf(topology: Topology, view: AccountView, awsAccount: string, issuer: string | undefined): AwsProof | undefined {
  if (view.account.federation === 'aws') return { kind: 'aws', accountId: entity(topology.accounts.aws, awsAccount).id };
  return issuer === undefined ? undefined : { kind: 'oidc', issuer, audience: googleAudience(topology, view.alias, awsAccount) };
}

function subjectOf({ account }: AccountView, caller: Pick<GatewayPrincipal, 'subject' | 'assumedRole'>): string {
  return account.federation === 'aws' ? caller.assumedRole : caller.subject;
}
