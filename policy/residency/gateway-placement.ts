import { isDescribed } from '../../clouds/clouds.js';
import { outside } from '../../derived/jurisdiction.js';
import { countryOf, expandJurisdictions } from '../../facts/regions.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/gateway-placement',
  severity: 'fatal',
  title: 'The gateway of a zone is inside that zone, and in a region that every workload of the zone allows.',
  why: 'Every prompt and answer of a zone passes through its gateway in the clear: it ends TLS, screens, counts and retries. A gateway elsewhere takes the data out of the zone before any host is asked, however resident the hosts are.',
  fix: 'Name a network inside the zone under gateway.zones, with links to the hosts of its workloads.',

  *topology({ topology }) {
    for (const [zoneId, { network: networkId }] of sortedEntries(topology.gateway.zones)) {
      const zone = entity(topology.zones, zoneId);
      const allowed = expandJurisdictions(zone);
      const { cloud, region } = entity(topology.networks, networkId);
      const path = pathOf('gateway', 'zones', zoneId, 'network');
      const country = isDescribed(cloud) ? countryOf(cloud, region) : undefined;
      const place = `The gateway of ${zoneId} is in ${networkId}, in ${region}`;
      if (allowed !== 'ANY' && country === undefined) {
        yield { path, message: `${place}, whose country is not known. Allowed: ${zone.join(', ')}.` };
      } else if (country !== undefined && outside([country], allowed).length > 0) {
        yield { path, message: `${place} (${country}). Allowed: ${zone.join(', ')}.` };
      }
      for (const [id, { zone: of, regions }] of sortedEntries(topology.workloads)) {
        if (of !== zoneId || regions === undefined || regions.includes(region)) continue;
        yield { path, message: `${place}; the prompts of ${id} pass through it. Allowed by workloads.${id}.regions: ${regions.join(', ')}.` };
      }
    }
  },
};
