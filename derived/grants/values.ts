import type { Host } from '../../hosts/schemas.js';
import { hostsOn } from '../../hosts/select.js';
import { answersOnGoogle, blanksOf, blocksOf, traitsOf } from '../../hosts/traits.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { weightsPlaces } from '../supply.js';
import { awsBoundValues, awsValues } from './aws-values.js';
import { azureBoundValues, azureValues } from './azure-values.js';
import type { Bound, GrantContext, named, Values } from './blanks.js';
import { databricksBoundValues, databricksValues } from './databricks-values.js';
import { googleBoundValues, googleValues, searchKeyLocations } from './google-values.js';
import type { StackPlace } from './stack-place.js';

/** What fills the blanks of every form of a stack. */
export function stackValues(topology: Topology, outputs: Outputs, context: GrantContext): Values {
  switch (context.place.cloud) {
    case 'aws':
      return awsValues(topology, outputs, context);
    case 'google':
      return googleValues(topology, context);
    case 'azure':
      return azureValues(topology, context);
    case 'databricks':
      return databricksValues(topology, context);
    // Every stack there is one of a host.
    default:
      return blanksOf(topology, context.place.subject);
  }
}

/** What fills the others, by the entity that the name of a resource speaks of. */
export function boundValues(topology: Topology, outputs: Outputs, place: StackPlace, bound: Bound): Values {
  switch (place.cloud) {
    case 'aws':
      return awsBoundValues(topology, bound);
    case 'google':
      return googleBoundValues(topology, outputs, place, bound);
    case 'azure':
      return azureBoundValues(topology, outputs, bound);
    case 'databricks':
      return databricksBoundValues(topology, outputs, bound);
    default:
      return {};
  }
}

/** Every entity that the topology has of each sort. */
export function namedEntities(topology: Topology): Readonly<Record<(typeof named)[number], readonly string[]>> {
  const hosts = Object.values(topology.hosts);
  const generation = topology.weights.signingKeyGeneration;
  return {
    workload: Object.keys(topology.workloads),
    target: Object.keys(topology.accounts.aws),
    job: weightsPlaces(topology, 'aws').flatMap(({ account, models }) => models.map((model) => `${account}-${model}`)),
    block: hosts.flatMap((host) => blocksOf(host).map(({ name }) => name)),
    location: [...new Set([...hosts.flatMap((host) => ('region' in host ? [host.region] : [])), ...searchKeyLocations(topology)])],
    repository: hostsOn(topology, 'google').flatMap(([, host]) => (answersOnGoogle(topology, host, 'nodes') ? googleRepositories(topology, host) : [])),
    agent: Object.keys(topology.landingZone.nodeAgents),
    zone: Object.keys(topology.gateway.zones),
    // The first key has no number in its name.
    generation: [generation === 1 ? '' : String(generation)],
  };
}

/** Repositories of the project's own registry that the nodes of fleets on Google pull from; an image named in full comes from another. */
function googleRepositories(topology: Topology, host: Host): string[] {
  const agents = Object.values(topology.landingZone.nodeAgents).map((agent) => agent.image);
  const images = traitsOf(host)
    .images(host)
    .map(([, image]) => image);
  const first = [...images, ...agents].map((one) => one.split('/')[0] ?? one);
  return [...new Set(first)].filter((one) => !one.includes('.'));
}
