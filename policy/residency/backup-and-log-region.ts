import { placeFieldOf } from '../../catalogue/asked.js';
import { isDescribed } from '../../clouds/clouds.js';
import { outside } from '../../derived/jurisdiction.js';
import { allowedRegions } from '../../derived/regions.js';
import { hostOfResource, subjectPath } from '../../evidence/synthesized/host-of-resource.js';
import type { Resource } from '../../evidence/synthesized/stack.js';
import { countriesOfLocation, expandJurisdictions } from '../../facts/regions.js';
import { cloudOf } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/backup-and-log-region',
  severity: 'fatal',
  title: 'Logs, documents, backups and Terraform state are kept in the region of what they are of.',
  why: 'A log bucket in the default location, or an index in another multi-region, takes prompts, retrieved documents and identities out of the zone although every host stays in it. What copies to another place is judged by residency/copies.',
  fix: 'Name a location inside the zone.',

  *topology({ topology }) {
    for (const [alias, backend] of sortedEntries(topology.backends.google)) {
      const zone = zoneOfAccount(topology, alias);
      if (backend.kind !== 'gcs' || backend.kmsKey === undefined) continue;
      const location = /\/locations\/([^/]+)\//.exec(backend.kmsKey)?.[1] ?? '';
      const countries = countriesOfLocation('google', location);
      const foreign = countries === undefined || countries === 'ANY' ? [location] : outside(countries, zone);
      if (foreign.length > 0 && zone !== 'ANY') {
        yield {
          path: pathOf('backends', 'google', alias, 'kmsKey'),
          message: `The state key lives in ${location}; the account's workloads must not leave their zone.`,
        };
      }
    }
  },

  *resource(resource, { topology }) {
    const property = placeFieldOf(resource.type);
    const location = property === undefined ? undefined : resource.properties[property];
    if (property === undefined || typeof location !== 'string') return;
    const { cloud } = resource.stack;
    if (!isDescribed(cloud)) return;
    if (location.includes('${') || allowedRegions(topology, cloud, subjectPath(topology, resource.stack)).has(location.toLowerCase())) return;
    if (isSearchLocation(topology, resource, location)) return;
    yield { path: resource.origin, resource, message: `${property} is ${location}; logs and copies stay in ${regionsOf(topology, resource)}.` };
  },
};

/** Documents of a search index live in the multi-region of the index. */
function isSearchLocation(topology: Topology, resource: Resource, location: string): boolean {
  const host = hostOfResource(topology, resource)?.[1];
  const use = host === undefined ? 'none' : traitsOf(host).google(topology, host);
  return use !== 'none' && use.search === location.toLowerCase();
}

function regionsOf(topology: Topology, { stack }: Resource): string {
  const { cloud } = stack;
  return isDescribed(cloud) ? [...allowedRegions(topology, cloud, subjectPath(topology, stack))].sort().join(', ') : 'the zone';
}

/** Countries that every workload on a Google account's hosts allows. */
function zoneOfAccount(topology: Topology, alias: string): ReadonlySet<string> | 'ANY' {
  const zones = Object.entries(topology.hosts)
    .filter(([, host]) => cloudOf(host) === 'google' && host.account === alias)
    .flatMap(([id]) => workloadsOn(topology, id).map(([, workload]) => expandJurisdictions(topology.zones[workload.zone] ?? [])));
  const bounded = zones.filter((zone) => zone !== 'ANY');
  const [first, ...rest] = bounded;
  return first === undefined ? 'ANY' : new Set([...first].filter((country) => rest.every((zone) => zone.has(country))));
}
