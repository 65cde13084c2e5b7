import { promptProxyOf } from '../../derived/prompt-proxies.js';
import { publicAuthority } from '../../topology/schema/fleet.js';
import { entity } from '../../topology/views.js';
import type { Endpoint, GatewayCall } from './host-gateway.js';

/**
 * The proxy of a workload's zone, for the endpoint of a host that no private path leads to. Where none is declared there is none to name, and
 * `residency/egress-proxy` refuses the topology and the files.
 */
export function throughProxy({ topology, workload }: Pick<GatewayCall<unknown>, 'topology' | 'workload'>): Pick<Endpoint, 'through'> {
  const proxy = promptProxyOf(topology, entity(topology.workloads, workload).zone);
  if (proxy === undefined) return {};
  const { hostname: name, port, authority } = proxy;
  return { through: { name, port, trust: authority === publicAuthority ? { by: 'public' } : { by: 'private', authority } } };
}
