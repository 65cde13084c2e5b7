import type { AccountView } from '../../derived/google-accounts.js';
import { locationValue } from '../../facts/google.js';
import type { Topology } from '../../topology/schema/topology.js';
import { searchKey, searchLocations } from './account.js';

/**
 * Values of `gcp.resourceLocations`: the regions of hosts and networks, the multi-regions of search and of the keys to it.
 *
 * Global resources (addresses, DNS zones, identity pools) are outside this constraint.
 */
export function allowedLocations(topology: Topology, view: AccountView): string[] {
  const regions = [...view.hosts.map(({ host }) => host.region), ...view.networks.map(([, network]) => network.region)];
  const searches = searchLocations(view).filter((location) => location !== 'global');
  const keys = searches.flatMap((location) => searchKey(topology, view.alias, location)?.madeIn ?? []);
  return [...new Set([...regions, ...searches, ...keys])].map(locationValue).sort();
}

/**
 * Values of `vertexai.allowedModels`: the models that hosts of this account deploy or call, nothing else.
 *
 * The constraint sees Model Garden models only; a container uploaded to the Model Registry passes it by.
 */
export function allowedModels(view: AccountView): string[] {
  return [...new Set(view.hosts.flatMap(({ use }) => use.models))].sort();
}
