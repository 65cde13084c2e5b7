import { zoneNetworks } from '../derived/endpoint-zone.js';
import type { Host } from '../hosts/schemas.js';
import type { OwnFront } from '../hosts/shared/host-traits.js';
import { traitsOf } from '../hosts/traits.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { align } from './align.js';

/** Who makes the name of each fleet and its certificate: what is taken has to be there before the first request. Empty where there is no fleet. */
export function endpointTable(topology: Topology): string {
  const rows = sortedEntries(topology.hosts).flatMap(([id, host]) => {
    const front = traitsOf(host).network.front(host);
    return front === 'none' ? [] : [[id, front.hostname, record(topology, id, host, front), certificate(front)]];
  });
  return rows.length === 0 ? '' : align([['fleet', 'name', 'record', 'certificate'], ...rows]);
}

function record(topology: Topology, id: string, host: Host, { record: where }: OwnFront): string {
  if (where === 'with others') return 'taken: others lead the name to its load balancer';
  return where === 'zone made here'
    ? `made, in a zone of its own that ${zoneNetworks(topology, id, host).join(', ')} sees`
    : `made, in ${pathOf('existing', 'dnsZones', where.zone)}`;
}

function certificate({ certificate, issuer }: OwnFront): string {
  return issuer === 'none' ? `taken: ${certificate}` : `issued by ${issuer}`;
}
