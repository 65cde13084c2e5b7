import { outside } from '../../derived/jurisdiction.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { searchLocation } from '../../facts/google.js';
import { countriesOfLocation, expandJurisdictions } from '../../facts/regions.js';
import { isHost } from '../../hosts/schemas.js';
import { hostsOf } from '../../hosts/select.js';
import { pathOf } from '../../topology/path.js';
import { entity, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/search-location',
  severity: 'fatal',
  title: 'Vertex AI Search keeps its index, and answers queries, inside the residency zone of the workloads it grounds.',
  why: 'Search has locations of its own: `eu` and `us` bind data to a jurisdiction and take a customer-managed key, `global` does neither. A regional endpoint in front of a global index still sends every question abroad.',
  fix: 'Set the location to `eu` or `us`, whichever is in the zone; where neither is, widen the zone in `zones`, or serve the workload without search. A data store cannot move: it is created again and its documents imported again.',
  source: 'Vertex AI Search documentation, locations',

  *topology({ topology }) {
    for (const [id, host] of hostsOf(topology, 'vertex-endpoint')) {
      if (host.search === undefined) continue;
      const { location } = host.search;
      for (const [workloadId, workload] of workloadsOn(topology, id)) {
        const zone = entity(topology.zones, workload.zone);
        const allowed = expandJurisdictions(zone);
        const countries = countriesOfLocation('google', location, 'search');
        const resident = searchLocation(location)?.resident === true;
        const personal = workload.dataClass === 'customer' || workload.dataClass === 'regulated';
        const leaves = allowed !== 'ANY' && (countries === undefined || countries === 'ANY' || outside(countries, allowed).length > 0);
        // An index is in a location of several regions: a question to it is held to none of them.
        const narrowed = workload.search === id && workload.regions !== undefined;
        if (narrowed) {
          yield {
            path: pathOf('workloads', workloadId, 'search'),
            message: `Location ${location} of the index of ${id} is no single region; ${workloadId} allows only ${workload.regions?.join(', ')}.`,
          };
        }
        if (leaves || (!resident && personal)) {
          yield {
            // A workload that names the index itself can name another.
            path: workload.search === id ? pathOf('workloads', workloadId, 'search') : pathOf('hosts', id, 'search', 'location'),
            message: `Location ${location} ${resident ? `keeps data in ${String(countries)}` : 'binds data to no jurisdiction'}; ${workloadId} (${workload.dataClass} data) must stay in zone ${workload.zone} (${zone.join(', ')}).`,
          };
        }
      }
    }
  },

  *resource(resource, { topology }) {
    if (!resource.type.startsWith('google_discovery_engine_')) return;
    const [id, host] = hostOfResource(topology, resource) ?? [];
    if (id === undefined || !isHost(host, 'vertex-endpoint') || host.search === undefined) return;
    const location = resource.properties['location'];
    if (location !== host.search.location) {
      yield {
        path: pathOf('hosts', id, 'search', 'location'),
        resource,
        message: `location is ${String(location)}; the topology says ${host.search.location}.`,
      };
    }
  },
};
