import { zoneNetworks } from '../derived/endpoint-zone.js';
import { gatewayPlaces } from '../derived/gateway-service.js';
import { gatewaySize } from '../derived/gateway-size.js';
import { isHost } from '../hosts/schemas.js';
import { fleets } from '../hosts/select.js';
import type { AwsFleetHost } from '../hosts/self-hosted-aws/schema.js';
import type { GoogleFleetHost } from '../hosts/self-hosted-google/schema.js';
import { pathOf } from '../topology/path.js';
import type { PrivateFrontForm } from '../topology/schema/private-front.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { align } from './align.js';

/** Who makes the name of each fleet and its certificate: what is taken has to be there before the first request. Empty where there is no fleet. */
export function endpointTable(topology: Topology): string {
  return [fleetTable(topology), gatewayTable(topology)].filter((table) => table !== '').join('\n\n');
}

/** What applications call, and how many tasks answer: those that may run, and those of the busiest minute. */
function gatewayTable(topology: Topology): string {
  const rows = gatewayPlaces(topology).flatMap(({ zone, network }) => {
    const { endpoint, tasks } = entity(topology.gateway.zones, zone);
    if (endpoint === undefined) return [];
    const record = recordOf(endpoint, [network]);
    return [[zone, endpoint.hostname, `${tasks.min}-${tasks.max}`, String(gatewaySize(topology, zone).tasks), record, certificate(endpoint)]];
  });
  return rows.length === 0 ? '' : align([['gateway', 'name', 'tasks', 'at peak', 'record', 'certificate'], ...rows]);
}

function fleetTable(topology: Topology): string {
  const rows = fleets(topology).map(([id, host]) =>
    isHost(host, 'self-hosted-aws')
      ? [id, host.endpoint.hostname, record(topology, id, host), certificate(host.endpoint)]
      : [id, host.endpoint.hostname, googleRecord(host), `taken: ${host.endpoint.certificate}`],
  );
  return rows.length === 0 ? '' : align([['fleet', 'name', 'record', 'certificate'], ...rows]);
}

function record(topology: Topology, id: string, host: AwsFleetHost): string {
  return recordOf(host.endpoint, zoneNetworks(topology, id, host));
}

function recordOf({ zone }: PrivateFrontForm, seenBy: readonly string[]): string {
  if (zone === undefined) return 'taken: others lead the name to its load balancer';
  return zone === 'made' ? `made, in a zone of its own that ${seenBy.join(', ')} sees` : `made, in ${pathOf('existing', 'dnsZones', zone)}`;
}

function googleRecord({ network, endpoint: { zone } }: GoogleFleetHost): string {
  return zone === undefined ? `made, in a zone of its own that ${network} sees` : `made, in ${pathOf('existing', 'dnsZones', zone)}`;
}

function certificate({ certificateArn, privateCertificate }: PrivateFrontForm): string {
  return privateCertificate === undefined ? `taken: ${certificateArn}` : `issued by ${privateCertificate.authority}`;
}
