import { isDescribed } from '../../clouds/clouds.js';
import { outside } from '../../derived/jurisdiction.js';
import { allowedRegions, regionsInText } from '../../derived/regions.js';
import { isFarSide } from '../../evidence/places/far-side.js';
import { withDashboardRead } from '../../evidence/synthesized/dashboard.js';
import { subjectOf, subjectPath } from '../../evidence/synthesized/host-of-resource.js';
import { isProse } from '../../evidence/synthesized/prose.js';
import { strings } from '../../evidence/synthesized/stack.js';
import { organizationPlace } from '../../facts/iam.js';
import { countryOf, expandJurisdictions } from '../../facts/regions.js';
import { cloudOf } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import { isWithin, pathOf } from '../../topology/path.js';
import { entity, hostsNamedBy, managementAccount, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/host-region',
  severity: 'fatal',
  title: 'A host is inside the residency zone of every workload it serves, and is deployed where the topology says.',
  why: 'A region belongs to the country it is in, not to its name: eu-west-2 is in London and eu-central-2 in Zurich, both outside the EU. Prompts are processed, and often logged, where the host is.',
  fix: 'Route the workload to a host inside its zone, or widen the zone if its data may go there.',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const zone = entity(topology.zones, workload.zone);
      const allowed = expandJurisdictions(zone);
      const demand = `${id} must stay in zone ${workload.zone} (${zone.join(', ')})`;
      for (const { host: hostId, field } of hostsNamedBy(workload)) {
        // Of a host that is only searched, the location of its index counts: residency/search-location.
        if (field === 'search') continue;
        const host = entity(topology.hosts, hostId);
        const path = pathOf('workloads', id, field);
        const processing = traitsOf(host).processing(topology, host);
        if (processing.judgedBy === rule.id && processing.scope !== 'regions' && allowed !== 'ANY' && 'region' in host) {
          const where = processing.scope === 'data zone' ? `any region of the data zone of ${processing.region}` : processing.words;
          yield { path, message: `${hostId} processes in ${where}; ${demand}.` };
        }
        if (!('region' in host)) {
          if (allowed !== 'ANY') yield { path, message: `${hostId} has no region it could be held to; ${demand}.` };
          continue;
        }
        const more = processing.judgedBy === rule.id && processing.scope === 'regions' ? processing.regions : [];
        for (const region of new Set([host.region, ...more])) {
          const cloud = cloudOf(host);
          const country = isDescribed(cloud) ? countryOf(cloud, region) : undefined;
          if (country === undefined) {
            if (allowed !== 'ANY') yield { path, message: `${hostId} is in ${region}, whose country is not known; ${demand}.` };
          } else if (outside([country], allowed).length > 0) {
            yield { path, message: `${hostId} is in ${region} (${country}); ${demand}.` };
          }
          if (workload.regions !== undefined && !workload.regions.includes(region)) {
            yield { path, message: `${hostId} is in ${region}; ${id} allows only ${workload.regions.join(', ')}.` };
          }
        }
      }
    }
  },

  *stack(stack, { topology }) {
    if (stack.app !== 'aws' || stack.region === undefined) return;
    const { kind, path: subject = 'name' } = subjectOf(topology, stack) ?? {};
    const network = topology.networks[subject.replace(/^networks\./, '')];
    const management = managementAccount(topology);
    const allowed =
      network !== undefined
        ? new Set([network.region])
        : management !== undefined && kind === 'aws-organization'
          ? new Set([organizationPlace(management.partition).region])
          : allowedRegions(topology, 'aws', subject);
    const bound = (['hosts', 'networks', 'accounts'] as const).some((section) => isWithin(subject, pathOf(section)));
    if (bound && !allowed.has(stack.region)) {
      yield { path: stack.origin, stack, message: `${stack.name} deploys to ${stack.region}; the topology says ${[...allowed].sort().join(', ')}.` };
    }
  },

  *resource(resource, { topology }) {
    const { cloud, region } = resource.stack;
    if (!isDescribed(cloud)) return;
    const { project } = resource.properties;
    const projects = Object.values(topology.accounts.google).map((account) => account.project);
    if (cloud === 'google' && typeof project === 'string' && !projects.includes(project)) {
      yield { path: resource.origin, resource, message: `project is ${project}; the topology says ${projects.sort().join(', ')}.` };
    }
    const allowed = allowedRegions(topology, cloud, subjectPath(topology, resource.stack));
    for (const [property, text] of strings(withDashboardRead(resource.properties))) {
      const foreign = regionsInText(cloud, text).filter((name) => !allowed.has(name) && name !== region);
      // What people write for people is no place: a display name may say where something was before.
      if (foreign.length === 0 || isProse(property) || isFarSide(resource.type, property)) continue;
      yield {
        path: resource.origin,
        resource,
        message: `${property} names ${[...new Set(foreign)].join(', ')}; the topology says ${[...allowed].sort().join(', ')}.`,
      };
    }
  },
};
