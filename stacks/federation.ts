import { federationOf } from '../clouds/clouds.js';
import { gatewayRole, gatewayRoleArn } from '../derived/gateway-role.js';
import { physicalName } from '../derived/names.js';
import { cloudOf } from '../hosts/schemas.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork, googlePrincipalOf, hostsNamedBy } from '../topology/views.js';
import type { StackContext } from './context.js';

/** The AWS role that the gateway of a workload runs as, as other clouds see it. */
export interface GatewayPrincipal {
  readonly awsAccount: string;
  /** Role ARN: the `sub` of the tokens it mints. */
  readonly subject: string;
  /** The role as AWS STS names it to Google, without the session. */
  readonly assumedRole: string;
  /** Issuer of the account's tokens; unknown until outbound identity federation is turned on there. */
  readonly issuer: string | undefined;
}

/** Undefined where the gateway of a workload does not stand on AWS. */
export function gatewayPrincipal({ topology, outputs }: StackContext, workload: string): GatewayPrincipal | undefined {
  const network = topology.networks[gatewayNetwork(topology, entity(topology.workloads, workload)) ?? ''];
  if (network?.cloud !== 'aws') return undefined;
  const { id, partition, oidcIssuer } = entity(topology.accounts.aws, network.account);
  return {
    awsAccount: network.account,
    subject: gatewayRoleArn(topology, id, workload),
    assumedRole: `arn:${partition}:sts::${id}:assumed-role/${gatewayRole(topology, workload)}`,
    issuer: oidcIssuer ?? outputs.issuers?.[network.account],
  };
}

/**
 * Audience that a gateway role's proof must be made for: of a token, or the header of a signed request. Naming the provider,
 * and not Google as a whole, keeps what was made for somebody else's Google project out of this one.
 */
export function googleAudience(topology: Topology, googleAccount: string, awsAccount: string): string {
  const { number, federation } = entity(topology.accounts.google, googleAccount);
  const pool = workloadIdentityPoolId(topology);
  const scheme = federation === 'oidc' ? 'https:' : '';
  return `${scheme}//iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/${pool}/providers/${workloadIdentityProviderId(awsAccount)}`;
}

export function workloadIdentityPoolId(topology: Topology): string {
  return physicalName(32, topology.name, 'gateway');
}

/** One provider per AWS account that gateways call from. */
export function workloadIdentityProviderId(awsAccount: string): string {
  return physicalName(32, 'aws', awsAccount);
}

/** Audiences of every token that a workload's gateway needs for the hosts on its route and its guard, sorted. */
export function tokenAudiences(context: StackContext, workload: string): string[] {
  const { topology } = context;
  const principal = gatewayPrincipal(context, workload);
  if (principal === undefined) return [];
  const entry = entity(topology.workloads, workload);
  const audiences = hostsNamedBy(entry).flatMap(({ host: id }) => {
    const host = entity(topology.hosts, id);
    const federation = federationOf(cloudOf(host));
    if (federation?.kind === 'one-audience') return [federation.audience];
    if (federation?.kind === 'audience-of-the-account') return [entity(topology.accounts.databricks, host.account).accountId];
    // Where Google replays a signed request, or the gateway is somebody there already, the role mints no token.
    if (
      federation?.kind !== 'audience-of-the-provider' ||
      googlePrincipalOf(topology, entry) !== undefined ||
      entity(topology.accounts.google, host.account).federation === 'aws'
    )
      return [];
    return [googleAudience(topology, host.account, principal.awsAccount)];
  });
  return [...new Set(audiences)].sort();
}
