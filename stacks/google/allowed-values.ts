import { maasOffer, orgPolicyValues } from '../../facts/google.js';
import { countriesOfLocation } from '../../facts/regions.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, vertexDeployments } from '../../topology/views.js';
import { type AccountView, searchLocations } from './account.js';
import { servedOffer } from './shape.js';

/**
 * Values of `gcp.resourceLocations`: for each location in use the jurisdiction it lies in, where facts know a group for
 * it, else the region by itself.
 *
 * Global resources (addresses, DNS zones, identity pools) are outside this constraint.
 */
export function allowedLocations(view: AccountView): string[] {
  const regions = [...[...view.hosts, ...view.managed, ...view.fleets].map(([, host]) => host.region), ...view.networks.map(([, network]) => network.region)];
  const values = regions.map((region) => jurisdictionOf(region) ?? `in:${region}-locations`);
  const searches = searchLocations(view).flatMap((location) => jurisdictionOf(location) ?? []);
  return [...new Set([...values, ...searches])].sort();
}

/** The value group whose countries hold all of a location's. */
function jurisdictionOf(location: string): string | undefined {
  const countries = countriesOfLocation('google', location);
  if (countries === undefined || countries === 'ANY') return undefined;
  return orgPolicyValues('gcp.resourceLocations').find(({ use }) => {
    const group = countriesOfLocation('google', use, 'search');
    return group !== undefined && group !== 'ANY' && countries.every((country) => group.includes(country));
  })?.value;
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
