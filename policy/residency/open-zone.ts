import { approvalOf } from '../../derived/approval-of.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/open-zone',
  severity: 'error',
  title: 'Customer and regulated data are in a zone with borders, or an approval says that they may go anywhere.',
  why: 'A zone with ANY admits every country, so no other rule of residency can object: a new region of a profile or a sku that processes anywhere is fine from the first day. For data of customers that is a decision of its own, not a default.',
  fix: 'Name the countries in the zone, or route to a zone that does; or record an approval of kind open-zone with subject workloads.<id>.',
  source: 'GDPR, chapter V, transfers to third countries',

  *topology({ topology, asOf }) {
    for (const [id, { zone, dataClass }] of sortedEntries(topology.workloads)) {
      if ((dataClass !== 'customer' && dataClass !== 'regulated') || !entity(topology.zones, zone).includes('ANY')) continue;
      const { inForce, lapsed } = approvalOf(topology, 'open-zone', pathOf('workloads', id), asOf);
      if (inForce !== undefined) continue;
      yield {
        path: pathOf('workloads', id, 'zone'),
        message: `${id} has ${dataClass} data, and zone ${zone} (${entity(topology.zones, zone).join(', ')}) is open to every country${lapsed === undefined ? '' : `; approval ${lapsed} is not in force`}. Allowed: a zone of named countries.`,
      };
    }
  },
};
