import type { VertexEndpointHost } from '../../hosts/vertex-endpoint/schema.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, workloadsOn } from '../../topology/views.js';
import { dig, type Resource } from '../synthesized/stack.js';

/** Why a host may not have a public dedicated endpoint; empty when it may. */
export function publicEndpointObjections(topology: Topology, id: string, host: VertexEndpointHost): string[] {
  const workloads = workloadsOn(topology, id)
    .filter(([, workload]) => workload.dataClass === 'customer' || workload.dataClass === 'regulated')
    .map(([workload, { dataClass }]) => `${workload} sends it ${dataClass} data`);
  const { owns } = entity(topology.accounts.google, host.account);
  const perimeter = owns || topology.existing.perimeters[host.account] !== undefined;
  return [...workloads, ...(perimeter ? [`the project of ${host.account} has a VPC Service Controls perimeter, which does not cover such endpoints`] : [])];
}

/** Whether an emitted Vertex AI endpoint can be reached other than through Private Service Connect. */
export function* vertexExposure({ type, properties }: Resource): Iterable<string> {
  if (!type.startsWith('google_vertex_ai_endpoint')) return;
  const config = type === 'google_vertex_ai_endpoint' ? properties : dig(properties, 'endpoint_config');
  if (dig(config, 'dedicated_endpoint_enabled') === true) yield 'dedicated_endpoint_enabled is true: the endpoint has a host name on the internet.';
  else if (dig(config, 'private_service_connect_config', 'enable_private_service_connect') !== true) {
    yield 'private_service_connect_config.enable_private_service_connect is not true: without it the endpoint answers on the shared public address.';
  }
}
