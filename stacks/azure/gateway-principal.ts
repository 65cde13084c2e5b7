import type { ExternalPrincipal } from '../../constructs/azure/workload-identity.js';
import { gatewayRoleName } from '../../topology/names.js';
import { entity, gatewayNetwork } from '../../topology/views.js';
import type { StackContext } from '../context.js';

/**
 * The AWS role that the gateway of a workload runs as, with the issuer of its tokens. Undefined while the issuer is not
 * known (it is born when the account turns on outbound identity federation) or where no gateway stands on AWS.
 */
export function gatewayPrincipal({ topology, outputs }: StackContext, workload: string): ExternalPrincipal | undefined {
  const id = gatewayNetwork(topology, entity(topology.workloads, workload));
  const network = id === undefined ? undefined : entity(topology.networks, id);
  if (network?.cloud !== 'aws') return undefined;
  const account = entity(topology.accounts.aws, network.account);
  const issuer = account.oidcIssuer ?? outputs.issuers?.[network.account];
  if (issuer === undefined) return undefined;
  return { issuer, subject: `arn:${account.partition}:iam::${account.id}:role/${gatewayRoleName(topology.name, workload)}` };
}
