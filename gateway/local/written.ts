import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { waitingZones } from '../../derived/waiting-zones.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { rehearsalOutputs } from '../rehearsal.js';
import { zoneFiles } from '../zone-files.js';
import { planZone } from '../zone-plan.js';

/**
 * Writes the files of a zone into a directory, as `synth` writes them into `gateway.out`. Where a deploy-time value is not known yet, all of the zone's are
 * documentation values; returns which it was.
 */
export function writeZone(topology: Topology, outputs: Outputs, zone: string, directory: string): 'deployed' | 'rehearsed' {
  const values = waitingZones(topology, outputs).has(zone) ? 'rehearsed' : 'deployed';
  const plan = planZone(topology, values === 'rehearsed' ? rehearsalOutputs(topology) : outputs, zone);
  for (const [name, text] of Object.entries(zoneFiles(plan))) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return values;
}
