import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { AwsIdentityPool, type TrustedAwsAccount } from '../../constructs/google/aws-identity-pool.js';
import { GatewayRole } from '../../constructs/google/gateway-role.js';
import { GatewayServiceAccount } from '../../constructs/google/gateway-service-account.js';
import { setOrigin } from '../../constructs/origin.js';
import { physicalName } from '../../topology/names.js';
import type { StackContext } from '../context.js';
import { type GatewayPrincipal, gatewayPrincipal, googleAudience, workloadIdentityPoolId, workloadIdentityProviderId } from '../federation.js';
import type { AccountView } from './account.js';
import { serviceAccountId } from './names.js';

/**
 * Who the gateway is on Google, workload by workload: a role on AWS, let in by AWS's own tokens, acting as a service account.
 *
 * Without a known issuer the AWS account is not trusted yet; `state/unbound` names what to deploy first.
 */
export function gatewayIdentities(scope: Construct, context: StackContext, view: AccountView): void {
  const { topology } = context;
  const { project } = view.account;
  const callers = gatewayCallers(context, view);
  const { pool } = new AwsIdentityPool(scope, 'Aws', {
    project,
    poolId: workloadIdentityPoolId(topology),
    accounts: trustedAccounts(context, view, callers),
  });
  const role = new GatewayRole(scope, 'Role', {
    project,
    roleId: physicalName(64, topology.name, 'llama', 'gateway').replaceAll('-', '_'),
    search: view.hosts.some(([, host]) => host.search !== undefined),
  });
  for (const { workload, awsAccount, subject } of callers) {
    const gateway = new GatewayServiceAccount(scope, workload, {
      project,
      accountId: serviceAccountId(topology, workload),
      description: `Gateway calls on behalf of ${workload}`,
      pool,
      subject,
      role: role.name,
    });
    setOrigin(gateway, `workloads.${workload}`);
    output(scope, `serviceAccount-${workload}`, gateway.account.email);
    output(scope, `audience-${workload}`, googleAudience(topology, view.alias, awsAccount));
  }
}

interface Caller extends GatewayPrincipal {
  readonly workload: string;
}

/** Workloads of the account whose gateway stands on AWS, with the role it calls as. */
function gatewayCallers(context: StackContext, view: AccountView): Caller[] {
  return view.workloads.flatMap(([workload]) => {
    const principal = gatewayPrincipal(context, workload);
    return principal === undefined ? [] : [{ workload, ...principal }];
  });
}

function trustedAccounts({ topology }: StackContext, view: AccountView, callers: readonly Caller[]): Record<string, TrustedAwsAccount> {
  const accounts = [...new Set(callers.map((caller) => caller.awsAccount))].sort();
  return Object.fromEntries(
    accounts.flatMap((alias) => {
      const ofAccount = callers.filter((caller) => caller.awsAccount === alias);
      const issuer = ofAccount[0]?.issuer;
      if (issuer === undefined) return [];
      const trusted: TrustedAwsAccount = {
        providerId: workloadIdentityProviderId(alias),
        issuer,
        audience: googleAudience(topology, view.alias, alias),
        roleArns: ofAccount.map((caller) => caller.subject),
      };
      return [[alias, trusted]];
    }),
  );
}

function output(scope: Construct, name: string, value: string): void {
  // The name is read by people and by `blueprint outputs import`, so it must not carry the construct's path.
  new TerraformOutput(scope, `output-${name}`, { value }).overrideLogicalId(name);
}
