import type { ProcessesFile } from '../runtime/gateway/forms/processes.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { processesFile } from './processes-file.js';
import { rehearsalOutputs } from './rehearsal.js';
import { zoneFiles } from './zone-files.js';
import { planZone } from './zone-plan.js';

/** What the tasks of a zone start with. */
export interface ZoneConfiguration {
  readonly text: string;
  /** What each process is started with. */
  readonly processes: ProcessesFile;
}

/**
 * All files of a zone as one object, which its tasks fetch, compare with a digest and write: runtime/gateway/forms/configuration.ts. Of an example, documentation
 * values take the place of what no deployment has printed.
 */
export function configurationOf(topology: Topology, outputs: Outputs, zone: string): ZoneConfiguration {
  const values = topology.example ? (over(rehearsalOutputs(topology), outputs) as Outputs) : outputs;
  const plan = planZone(topology, values, zone);
  const files = Object.entries(zoneFiles(plan)).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    text: `${JSON.stringify({ version: 1, zone, files: Object.fromEntries(files) })}\n`,
    processes: processesFile(plan),
  };
}

/** What is known, over what stands in for it. */
function over(below: unknown, above: unknown): unknown {
  if (!isRecord(below) || !isRecord(above)) return above ?? below;
  return Object.fromEntries([...new Set([...Object.keys(below), ...Object.keys(above)])].map((key) => [key, over(below[key], above[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
