import type { AccountView } from '../../derived/google-accounts.js';
import { locationValue, maasOffer } from '../../facts/google.js';
import { vertexDeployments } from '../../hosts/vertex-endpoint/deployments.js';
import { servedOffer } from '../../hosts/vertex-endpoint/shape.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { searchKey, searchLocations } from './account.js';

/**
 * Values of `gcp.resourceLocations`: the regions of hosts and networks, the multi-regions of search and of the keys to it.
 *
 * Global resources (addresses, DNS zones, identity pools) are outside this constraint.
 */
export function allowedLocations(topology: Topology, view: AccountView): string[] {
  const regions = [...[...view.hosts, ...view.managed, ...view.fleets].map(([, host]) => host.region), ...view.networks.map(([, network]) => network.region)];
  const searches = searchLocations(view).filter((location) => location !== 'global');
  const keys = searches.flatMap((location) => searchKey(topology, view.alias, location)?.madeIn ?? []);
  return [...new Set([...regions, ...searches, ...keys])].map(locationValue).sort();
}

/**
 * Values of `vertexai.allowedModels`: the models that hosts of this account deploy or call, nothing else.
 *
 * The constraint sees Model Garden models only; a container uploaded to the Model Registry passes it by.
 */
export function allowedModels(topology: Topology, view: AccountView): string[] {
  const deployed = view.hosts.flatMap(([, host]) => vertexDeployments(host).map((deployment) => servedOffer(topology, deployment)?.orgPolicyValue));
  const called = view.managed.map(([, host]) => maasOffer(entity(topology.models, host.model).release)?.orgPolicyValue);
  return [...new Set([...deployed, ...called])].filter((value) => value !== undefined).sort();
}
