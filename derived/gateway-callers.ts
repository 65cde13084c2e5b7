import { guardrailHosts } from '../hosts/select.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, workloadsOn } from '../topology/views.js';
import { roleArnOf } from './landing-zone.js';
import { gatewayRoleName, gatewayRolePattern } from './names.js';

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
  const arn = (role: string) => roleArnOf(topology, id, role);
  if (total > mostNamed && workloads.length > 0) return [arn(gatewayRolePattern(topology.name))];
  return workloads.map((workload) => arn(gatewayRoleName(topology.name, workload)));
}
