import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AwsPlace, type BeforeDeployment, beforeDeployment } from '../planner/before-deployment.js';
import type { Topology } from '../topology/schema/topology.js';
import { readJson } from './json-file.js';

/** Beside `quotas.json`: what must be there before the first deployment. */
export const beforeDeploymentFileName = 'before-deployment.json';

export function writeBeforeDeploymentFile(directory: string, topology: Topology, places: readonly AwsPlace[]): void {
  writeFileSync(join(directory, beforeDeploymentFileName), `${JSON.stringify(beforeDeployment(topology, places), null, 2)}\n`);
}

/** What `synth` prints is what it wrote. */
export function readBeforeDeploymentFile(directory: string): BeforeDeployment {
  return readJson(join(directory, beforeDeploymentFileName), 'synthesize again') as unknown as BeforeDeployment;
}
