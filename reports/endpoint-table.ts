import { zoneNetworks } from '../derived/endpoint-zone.js';
import { gatewayPlaces } from '../derived/gateway-service.js';
import { gatewaySize } from '../derived/gateway-size.js';
import { gatewayTasks } from '../derived/gateway-tasks.js';
import type { OwnFront } from '../hosts/shared/host-traits.js';
import { ownFront } from '../hosts/shared/own-front.js';
import { traitsOf } from '../hosts/traits.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
import { align } from './align.js';

/** Who makes the name of each fleet and gateway and its certificate: what is taken has to be there before the first request. Empty where there is neither. */
export function endpointTable(topology: Topology): string {
  return [fleetTable(topology), gatewayTable(topology)].filter((table) => table !== '').join('\n\n');
}

/** What applications call, and how many tasks answer: those that may run, and those of the busiest minute. */
function gatewayTable(topology: Topology): string {
  const rows = gatewayPlaces(topology).flatMap(({ zone, network }) => {
    const { endpoint } = entity(topology.gateway.zones, zone);
    if (endpoint === undefined) return [];
    const front = ownFront(endpoint);
    const tasks = gatewayTasks(topology, zone);
    return [[zone, front.hostname, `${tasks.min}-${tasks.max}`, String(gatewaySize(topology, zone).tasks), record(front, [network]), certificate(front)]];
  });
  const existing = sortedEntries(topology.gateway.zones).flatMap(([zone, { address, principal }]) =>
    address === undefined ? [] : [[zone, address, '-', '-', `yours, as ${principal}`, 'yours']],
  );
  rows.push(...existing);
  return rows.length === 0 ? '' : align([['gateway', 'name', 'tasks', 'at peak', 'record', 'certificate'], ...rows]);
}

function fleetTable(topology: Topology): string {
  const rows = sortedEntries(topology.hosts).flatMap(([id, host]) => {
    const front = traitsOf(host).network.front(host);
    return front === 'none' ? [] : [[id, front.hostname, record(front, zoneNetworks(topology, id, host)), certificate(front)]];
  });
  return rows.length === 0 ? '' : align([['fleet', 'name', 'record', 'certificate'], ...rows]);
}

function record({ record: where }: OwnFront, seenBy: readonly string[]): string {
  if (where === 'with others') return 'taken: others lead the name to its load balancer';
  return where === 'zone made here' ? `made, in a zone of its own that ${seenBy.join(', ')} sees` : `made, in ${pathOf('existing', 'dnsZones', where.zone)}`;
}

function certificate({ certificate, issuer }: OwnFront): string {
  return issuer === 'none' ? `taken: ${certificate}` : `issued by ${issuer}`;
}
