import { hostsOf } from '../hosts/select.js';
import { bedrockParts, type Part, undivided } from '../hosts/shared/workload-parts.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { financeParts, identityHome, identityParts } from './parts.js';

/** A place of the topology at which stacks would hold too much. */
export interface CrowdedStack {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** Stacks that would hold something of more workloads than fit, so that the framework could not write them. */
export function crowdedStacks(topology: Topology): CrowdedStack[] {
  const over = (parts: readonly Part[], most: number, path: string, what: string): CrowdedStack[] =>
    parts
      .filter(({ workloads }) => workloads.length > most)
      .map(({ number, of, workloads }) => ({
        path,
        message: `${what}: stack ${number} of ${of} would hold ${workloads.length} workloads of ${parts.reduce((sum, part) => sum + part.workloads.length, 0)}. Allowed: ${most} a stack.`,
        fix: 'Move workloads to a stack with room by their field part, spread them over more hosts, or divide the topology.',
      }));
  return [
    ...(identityHome(topology) === undefined ? [] : over(identityParts(topology), undivided.identity, 'workloads', 'Gateway roles')),
    ...hostsOf(topology, 'bedrock').flatMap(([id]) => over(bedrockParts(topology, id), undivided.bedrock, pathOf('hosts', id), `Inference profiles of ${id}`)),
    ...sortedEntries(topology.accounts.aws).flatMap(([alias]) =>
      over(financeParts(topology, alias), undivided.finance, pathOf('accounts', 'aws', alias), 'Budgets'),
    ),
  ];
}

/** Whether a stack would be too large for the framework to write it. */
export function exceedsStacks(topology: Topology): boolean {
  return crowdedStacks(topology).length > 0;
}
