import { type VertexOffer, vertexOffer } from '../../facts/google.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { VertexDeployment } from './deployments.js';

export interface ServingShape {
  readonly publisherModel: string;
  /** Unknown when facts have no row for the machine type; `lifecycle/offered` says so. */
  readonly accelerator?: { readonly type: string; readonly count: number };
}

type Served = Pick<VertexDeployment, 'model' | 'machineType'>;

/** What facts know of a model on its machine; what they do not know is emitted as the topology says it, and `lifecycle/offered` refuses it. */
export function servingShape(topology: Topology, served: Served): ServingShape {
  const { release } = entity(topology.models, served.model);
  const offer = servedOffer(topology, served);
  const accelerator = offer && { accelerator: { type: offer.acceleratorType, count: offer.acceleratorCount } };
  return { publisherModel: offer?.publisherModel ?? release, ...accelerator };
}

/** The row of facts with this release, precision and machine. Any other is another model: a precision is part of the publisher's name for it. */
export function servedOffer(topology: Topology, { model, machineType }: Served): VertexOffer | undefined {
  const { release, precision } = entity(topology.models, model);
  return vertexOffer({ release, precision, machineType });
}
