import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { executionNeeds, type ReservingFunction } from '../planner/execution-quotas.js';
import { quotaNeeds, summed } from '../planner/quotas.js';
import type { Topology } from '../topology/schema/topology.js';

/** Beside `blueprint.json`: what to ask each provider for before the first deployment. */
export const quotaFileName = 'quotas.json';

/** `functions`: those of the stacks that were synthesized. */
export function writeQuotaFile(directory: string, topology: Topology, functions: readonly ReservingFunction[]): void {
  const needs = summed([...quotaNeeds(topology), ...executionNeeds(functions)]);
  writeFileSync(join(directory, quotaFileName), `${JSON.stringify(needs, null, 2)}\n`);
}
