import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { type DeployTimeValue, deployTimeValues } from './deploy-time-values.js';

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
