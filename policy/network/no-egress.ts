import { approvalOf } from '../../derived/approval-of.js';
import { tenantsOf } from '../../derived/needed-services.js';
import { egressOf } from '../../evidence/network/egress-of.js';
import { egressJobOf, internetAccess } from '../../evidence/network/egress-stack.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network/no-egress',
  severity: 'fatal',
  title: 'No network has a way to the internet: no default route, no gateway to it, no public address.',
  why: 'Model servers hold prompts in memory and run code of many authors. What cannot open a connection to the internet cannot send prompts there, whatever an image, a plug-in or a weight file does. A single default route ends that for every node of the subnet.',
  fix: 'Remove the route, gateway or address; reach cloud services through private endpoints. Only jobs that bring weights and images in have a route to the internet, in an account where nothing serves (weights.ingest, gateway.images). For a network brought along, record an approval of kind private-network.',

  *topology({ topology, asOf }) {
    for (const [id] of sortedEntries(topology.existing.networks)) {
      const tenants = tenantsOf(topology, id).map(({ name }) => name);
      if (tenants.length === 0) continue;
      const approval = approvalOf(topology, 'private-network', pathOf('networks', id), asOf);
      if (approval.inForce !== undefined) continue;
      const state =
        approval.lapsed === undefined ? 'no approval says that it has no default route' : `the approval ${approval.lapsed} is not in force on ${asOf}`;
      yield {
        path: pathOf('existing', 'networks', id),
        message: `${tenants.join(', ')} ${tenants.length === 1 ? 'is' : 'are'} in ${id}, which exists already: its routes cannot be seen from here, and ${state}.`,
        fix: `Check the route tables, and record it: an approval of kind private-network with subject networks.${id}.`,
      };
    }
  },

  *resource(resource, { topology }) {
    // Networks that have a route to the internet on purpose; network/ingest-egress says how far it goes.
    if (internetAccess.has(resource.type) && egressJobOf(topology, resource.stack) !== undefined) return;
    for (const message of egressOf(resource)) yield { path: resource.origin, resource, message };
  },
};
