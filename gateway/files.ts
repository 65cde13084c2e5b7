import { type DeployTimeValue, deployTimeValues } from '../derived/deploy-time-values.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
import { zoneFiles } from './zone-files.js';
import { planZone } from './zone-plan.js';

/**
 * Text of every file of `gateway.out`, by path. A zone whose workloads need a deploy-time value that is not known yet has none: part of a route
 * would be another route. `state/unbound` names the stack to deploy first. Neither has a zone without workloads.
 */
export function gatewayFiles(topology: Topology, outputs: Outputs): Readonly<Record<string, string>> {
  const waiting = waitingZones(topology, outputs);
  const used = new Set(Object.values(topology.workloads).map(({ zone }) => zone));
  const zones = sortedEntries(topology.gateway.zones).filter(([zone]) => used.has(zone) && !waiting.has(zone));
  return Object.fromEntries(
    zones.flatMap(([zone]) => Object.entries(zoneFiles(planZone(topology, outputs, zone))).map(([name, text]) => [`${zone}/${name}`, text])),
  );
}

/** What each zone waits for before its files can be written; zones that wait for nothing are not among them. */
export function waitingZones(topology: Topology, outputs: Outputs): ReadonlyMap<string, readonly DeployTimeValue[]> {
  const waiting = new Map<string, DeployTimeValue[]>();
  for (const value of deployTimeValues(topology)) {
    if (at(outputs, value.path) !== undefined) continue;
    const { zone } = entity(topology.workloads, value.workload);
    waiting.set(zone, [...(waiting.get(zone) ?? []), value]);
  }
  return waiting;
}

function at(outputs: Outputs, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value === undefined || value === null ? undefined : (value as Record<string, unknown>)[key]), outputs);
}
