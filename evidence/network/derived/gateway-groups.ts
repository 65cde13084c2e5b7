import { gatewayDestinations } from '../../../derived/gateway-destinations.js';
import type { Topology } from '../../../topology/schema/topology.js';
import type { Openings } from './openings.js';

/** Ports of a task: of requests, and of the question whether it takes any. */
const ports = [8443, 8081];

/** What load balancer and tasks of a zone's gateway open: callers to the one, it alone to the others, and these to what their routes need. */
export function gatewayOpenings(
  topology: Topology,
  { zone, callers }: { readonly zone: string; readonly callers: readonly string[] },
  type: string,
  { range, fronts, services }: { readonly range: string; readonly fronts: readonly string[]; readonly services: readonly string[] },
): Openings {
  if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    return { in: callers.map((caller) => `tcp 443 ${caller}`), out: ports.map((port) => `tcp ${port} ${range}`) };
  if (type !== 'AWS::ECS::Service') return { in: [], out: [] };
  return {
    in: fronts.flatMap((front) => ports.map((port) => `tcp ${port} ${front}`)),
    out: [...services, ...gatewayDestinations(topology, zone).map(({ range: to, port }) => `tcp ${port} ${to}`)],
  };
}
