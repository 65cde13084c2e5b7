import { modelArmorIn, vertexOffer, vertexPrecisions } from '../../facts/google.js';
import type { Model } from '../../topology/schema/models.js';
import { entity } from '../../topology/views.js';
import { list, type MissingOffer, type OfferTraits } from '../shared/host-traits.js';
import { type VertexDeployment, vertexDeployments } from './deployments.js';
import type { VertexEndpointHost } from './schema.js';

export const offer: OfferTraits<VertexEndpointHost> = {
  missing: (topology, host) => {
    const shapes = vertexDeployments(host).map((deployment) => missingShape(entity(topology.models, deployment.model), host.region, deployment));
    const screened = host.modelArmor === undefined || modelArmorIn(host.region);
    const armor: MissingOffer | undefined = screened ? undefined : { field: 'modelArmor', message: `Model Armor is not offered in ${host.region}.` };
    return [...shapes, armor].find((missing) => missing !== undefined) ?? 'none';
  },
  // Weights in the project's own endpoint: what was deployed stays.
  retirement: () => 'none',
  promisedUntil: () => 'none',
  // Both deployments of a host that is being replaced carry its id; each is one of the two declared.
  deployed: (topology, host) =>
    vertexDeployments(host).flatMap(
      ({ model, machineType }) => vertexOffer({ release: entity(topology.models, model).release, machineType })?.publisherModel ?? [],
    ),
};

function missingShape({ release, precision }: Model, region: string, { machineType, prefix }: VertexDeployment): MissingOffer | undefined {
  if (vertexOffer({ release, precision, region, machineType }) !== undefined) return undefined;
  if (vertexOffer({ release }) === undefined) return { field: `${prefix}model`, message: `${release} is not offered on Vertex AI Model Garden.` };
  const recommended = vertexOffer({ release, precision })?.machineType;
  if (recommended === undefined) {
    const precisions = vertexPrecisions(release);
    return { field: `${prefix}model`, message: `${release} is not offered on Vertex AI Model Garden in ${precision}. Offered in ${list(precisions)}.` };
  }
  const shape = vertexOffer({ release, precision, machineType });
  if (shape === undefined)
    return { field: `${prefix}machineType`, message: `${release} is not known to run on ${machineType}; Google recommends ${recommended}.` };
  return { field: 'region', message: `${machineType} for ${release} is not offered in ${region}. Offered in ${list(shape.regions)}.` };
}
