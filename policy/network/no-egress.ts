import { approvalOf } from '../../derived/approval-of.js';
import { egressOf } from '../../evidence/network/egress-of.js';
import { internetAccess, isIngestStack } from '../../evidence/weights/ingest-stack.js';
import { fleets } from '../../hosts/select.js';
import { isPrivate } from '../../topology/ipv4-range.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'network/no-egress',
  severity: 'fatal',
  title: 'No network has a way to the internet: no default route, no gateway to it, no public address.',
  why: 'Model servers hold prompts in memory and run code of many authors. What cannot open a connection to the internet cannot send prompts there, whatever an image, a plug-in or a weight file does. A single default route ends that for every node of the subnet.',
  fix: 'Remove the route, gateway or address; reach cloud services through private endpoints. Only the job that brings weights in has a route to the internet, in an account where nothing serves (weights.ingest). For a network brought along, record an approval of kind private-network.',

  *topology({ topology, asOf }) {
    yield* publicRanges(topology, asOf);
    const serving = new Set(fleets(topology).map(([, host]) => host.network));
    for (const [id] of sortedEntries(topology.existing.networks)) {
      if (!serving.has(id)) continue;
      const approval = approvalOf(topology, 'private-network', pathOf('networks', id), asOf);
      if (approval.inForce !== undefined) continue;
      const state =
        approval.lapsed === undefined ? 'no approval says that it has no default route' : `the approval ${approval.lapsed} is not in force on ${asOf}`;
      yield {
        path: pathOf('existing', 'networks', id),
        message: `Model servers are in ${id}, which exists already: its routes cannot be seen from here, and ${state}.`,
        fix: `Check the route tables, and record it: an approval of kind private-network with subject networks.${id}.`,
      };
    }
  },

  *resource(resource, { topology }) {
    // The one network that has a route to the internet on purpose; network/ingest-egress says how far it goes.
    if (internetAccess.has(resource.type) && isIngestStack(topology, resource.stack)) return;
    for (const message of egressOf(resource)) yield { path: resource.origin, resource, message };
  },
};

/** A route to addresses of the internet leads there as soon as something beyond the link passes it on. */
function* publicRanges(topology: Topology, asOf: string): Iterable<Violation> {
  for (const [id, { attach, ranges }] of sortedEntries(topology.links)) {
    if (Object.keys(attach).length === 0) continue;
    if (approvalOf(topology, 'private-network', pathOf('links', id), asOf).inForce !== undefined) continue;
    for (const [index, range] of ranges.entries()) {
      if (isPrivate(range)) continue;
      yield {
        path: pathOf('links', id, 'ranges', index),
        message: `${id} carries ${range}, which is no private range: the half that is made here would have a route to addresses of the internet.`,
        fix: `Name ranges within 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10. If the organisation uses ${range} inside, record it: an approval of kind private-network with subject links.${id}.`,
      };
    }
  }
}
