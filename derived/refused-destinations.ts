import { countryOf, expandJurisdictions } from '../facts/regions.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Workload } from '../topology/schema/workloads.js';
import { entity } from '../topology/views.js';
import { outside } from './jurisdiction.js';

/** Why a workload may not be processed in all of some AWS regions, or in unknown regions; undefined when it may. */
export function refusedDestinations(topology: Topology, workload: Workload, destinations: readonly string[] | undefined): string | undefined {
  const allowed = expandJurisdictions(entity(topology.zones, workload.zone));
  if (workload.regions !== undefined && (destinations === undefined || destinations.some((region) => !workload.regions?.includes(region)))) {
    return `allows only ${workload.regions.join(', ')}`;
  }
  if (destinations === undefined) return allowed === 'ANY' ? undefined : `must stay in zone ${workload.zone}`;
  const foreign = outside(
    destinations.map((region) => countryOf('aws', region) ?? '??'),
    allowed,
  );
  return foreign.length === 0 ? undefined : `must stay in zone ${workload.zone}, which leaves out ${foreign.join(', ')}`;
}
