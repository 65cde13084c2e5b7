import { waitingZones } from '../derived/waiting-zones.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { zoneFiles } from './zone-files.js';
import { planZone } from './zone-plan.js';

/**
 * Text of every file of `gateway.out`, by path. A zone whose workloads need a deploy-time value that is not known yet has none: part of a route
 * would be another route. `state/unbound` names the stack to deploy first. Neither has a zone without workloads, nor one whose gateway exists already.
 */
export function gatewayFiles(topology: Topology, outputs: Outputs): Readonly<Record<string, string>> {
  if (topology.gateway.engine === 'existing') return {};
  const waiting = waitingZones(topology, outputs);
  const used = new Set(Object.values(topology.workloads).map(({ zone }) => zone));
  const zones = sortedEntries(topology.gateway.zones).filter(([zone]) => used.has(zone) && !waiting.has(zone));
  return Object.fromEntries(
    zones.flatMap(([zone]) => Object.entries(zoneFiles(planZone(topology, outputs, zone))).map(([name, text]) => [`${zone}/${name}`, text])),
  );
}
