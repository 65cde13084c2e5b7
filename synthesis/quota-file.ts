import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quotaNeeds } from '../planner/quotas.js';
import type { Topology } from '../topology/schema/topology.js';

/** Beside `blueprint.json`: what to ask each provider for before the first deployment. */
export const quotaFileName = 'quotas.json';

export function writeQuotaFile(directory: string, topology: Topology): void {
  writeFileSync(join(directory, quotaFileName), `${JSON.stringify(quotaNeeds(topology), null, 2)}\n`);
}
