import { type VertexOffer, vertexOffer } from '../../facts/google.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { VertexEndpointHost } from '../../topology/schema/vertex.js';
import { entity } from '../../topology/views.js';

export interface ServingShape {
  readonly publisherModel: string;
  /** Unknown when facts have no row for the machine type; `lifecycle/offered` says so. */
  readonly accelerator?: { readonly type: string; readonly count: number };
}

/** What facts know of a host's model on its machine; what they do not know is emitted as the topology says it. */
export function servingShape(topology: Topology, host: VertexEndpointHost): ServingShape {
  const { release } = entity(topology.models, host.model);
  const offer = hostOffer(topology, host);
  const accelerator = offer?.machineType === host.machineType && { accelerator: { type: offer.acceleratorType, count: offer.acceleratorCount } };
  return { publisherModel: offer?.publisherModel ?? release, ...accelerator };
}

/** The nearest row of facts: same precision and machine before the same machine before any of the release. */
export function hostOffer(topology: Topology, host: VertexEndpointHost): VertexOffer | undefined {
  const { release, precision } = entity(topology.models, host.model);
  const { machineType } = host;
  return vertexOffer({ release, precision, machineType }) ?? vertexOffer({ release, machineType }) ?? vertexOffer({ release });
}
