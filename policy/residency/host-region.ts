import { countryOf, expandJurisdictions, regionsOf } from '../../facts/regions.js';
import { cloudOf } from '../../topology/schema/hosts.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { outside } from '../jurisdiction.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'residency/host-region',
  severity: 'fatal',
  title: 'A host stands in a country of every residency zone that it serves, and is deployed where the topology says.',
  why: 'A region belongs to the country it stands in, not to its name: eu-west-2 is in London and eu-central-2 in Zurich, both outside the EU. Prompts are processed, and often logged, where the host stands.',
  fix: 'Route the workload to a host inside its zone, or widen the zone if its data may go there.',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const allowed = expandJurisdictions(entity(topology.zones, workload.zone));
      for (const [index, hostId] of workload.route.entries()) {
        const host = entity(topology.hosts, hostId);
        const path = `workloads.${id}.route[${index}]`;
        if (!('region' in host)) {
          if (allowed !== 'ANY') yield { path, message: `${hostId} runs on a network without regions; ${id} must stay in zone ${workload.zone}.` };
          continue;
        }
        const cloud = cloudOf(host);
        const country = cloud === 'aws' || cloud === 'google' || cloud === 'azure' ? countryOf(cloud, host.region) : undefined;
        if (country === undefined && allowed !== 'ANY') {
          yield { path, message: `${hostId} stands in ${host.region}, whose country is not known; ${id} must stay in zone ${workload.zone}.` };
        } else if (country !== undefined && outside([country], allowed).length > 0) {
          yield { path, message: `${hostId} stands in ${host.region} (${country}); ${id} must stay in zone ${workload.zone} (${entity(topology.zones, workload.zone).join(', ')}).` };
        }
        if (workload.regions !== undefined && !workload.regions.includes(host.region)) {
          yield { path, message: `${hostId} stands in ${host.region}; ${id} allows only ${workload.regions.join(', ')}.` };
        }
      }
    }
  },
};
