import { guardrailHosts } from '../hosts/select.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, workloadsOn } from '../topology/views.js';
import { gatewayRoleArn } from './gateway-role.js';
import { roleArnOf } from './landing-zone.js';
import { gatewayRolePattern } from './names.js';

/** More callers would not fit the 20,480 characters of an endpoint policy, which names them in three statements. */
const mostNamed = 60;

/**
 * ARNs of the gateway roles that call a Bedrock host through the endpoint of its network. With very many callers a pattern of
 * all gateway roles of the topology: what each of them may call is then held by its own policies alone.
 */
export function gatewayCallers(topology: Topology, network: string, host: string): readonly string[] {
  const { account } = entity(topology.hosts, host);
  const { id } = entity(topology.accounts.aws, account);
  const onNetwork = guardrailHosts(topology).filter(([, other]) => other.network === network);
  const total = onNetwork.reduce((sum, [other]) => sum + workloadsOn(topology, other).length, 0);
  const workloads = workloadsOn(topology, host).map(([workload]) => workload);
  const named = (all: readonly string[]) => all.map((workload) => gatewayRoleArn(topology, id, workload));
  if (total <= mostNamed || workloads.length === 0) return named(workloads);
  // Roles that exist already have names of their own.
  return [
    roleArnOf(topology, id, gatewayRolePattern(topology.name)),
    ...named(workloads.filter((workload) => topology.existing.roles[workload] !== undefined)),
  ];
}
