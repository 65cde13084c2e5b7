import { approvalOf } from '../../derived/approval-of.js';
import { outside } from '../../derived/jurisdiction.js';
import { geoOf } from '../../facts/databricks.js';
import { expandJurisdictions } from '../../facts/regions.js';
import { isHost } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/databricks-geo',
  severity: 'fatal',
  title: 'Every country of the Databricks Geo of a workspace is inside the residency zone of its workloads, and cross-Geo processing is off.',
  why: 'Model Serving processes a prompt anywhere in the Geo of the workspace, whatever its region: the Geo Europe is the EEA, Switzerland and the United Kingdom, the Americas are the United States, Canada and Brazil. With cross-Geo processing on it is anywhere. No resource and no API that is deployed here shows that setting.',
  fix: 'Route the workload to a host inside its zone, or widen the zone to the whole Geo. Turn cross-Geo processing off in the account console, and record that as an approval of kind cross-geo for accounts.databricks.<alias>.',
  source: 'Databricks documentation, Databricks Geos and Designated Services',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      if (!isHost(host, 'databricks')) continue;
      const { geography } = entity(topology.accounts.databricks, host.account);
      const geo = geoOf(host.region)?.geo;
      if (geography !== geo)
        yield {
          path: pathOf('accounts', 'databricks', host.account, 'geography'),
          message: `${host.account} declares the Geo ${geography}; ${id} is in ${host.region}, which is in ${geo ?? 'no Geo that facts know'}.`,
          fix: 'Declare the Geo of the region, or correct the region.',
        };
    }
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const zone = entity(topology.zones, workload.zone);
      const allowed = expandJurisdictions(zone);
      if (allowed === 'ANY') continue;
      for (const { host: hostId, field } of hostsNamedBy(workload)) {
        const host = entity(topology.hosts, hostId);
        if (!isHost(host, 'databricks')) continue;
        const path = pathOf('workloads', id, field);
        const demand = `${id} must stay in zone ${workload.zone} (${zone.join(', ')})`;
        const processing = traitsOf(host).processing(topology, host);
        const strays = processing.scope === 'countries' ? outside(processing.countries, allowed) : undefined;
        if (strays === undefined)
          yield { path, message: `${hostId} processes in ${'words' in processing ? processing.words : 'a place that is not known'}; ${demand}.` };
        else if (strays.length > 0) yield { path, message: `${hostId} may process in ${strays.join(', ')}, which its Geo includes; ${demand}.` };
        const subject = pathOf('accounts', 'databricks', host.account);
        const { inForce, lapsed } = approvalOf(topology, 'cross-geo', subject, asOf);
        if (inForce === undefined)
          yield {
            path,
            message: `Nothing says that cross-Geo processing of ${host.account} is off${lapsed === undefined ? '' : ` (${lapsed} is not in force)`}; ${demand}.`,
            fix: `Turn it off in the account console, and record an approval of kind cross-geo with subject ${subject}.`,
          };
      }
    }
  },
};
