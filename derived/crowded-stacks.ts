import { dividedStack, dividedStacks, hostParts, type Part } from '../hosts/shared/workload-parts.js';
import { traitsOf } from '../hosts/traits.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { stacksOfOneName } from './expected-stacks.js';
import { financeParts, identityHome, identityParts } from './parts.js';

/** A place of the topology at which stacks would hold too much. */
export interface CrowdedStack {
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

/** Stacks that would hold something of more workloads than fit, so that the framework could not write them. */
export function crowdedStacks(topology: Topology): CrowdedStack[] {
  const over = (parts: readonly Part[], { most, holds }: { most: number; holds: string }, path: string, of = ''): CrowdedStack[] =>
    parts
      .filter(({ workloads }) => workloads.length > most)
      .map(({ number, of: all, workloads }) => ({
        path,
        message: `${holds}${of}: stack ${number} of ${all} would hold ${workloads.length} workloads of ${parts.reduce((sum, part) => sum + part.workloads.length, 0)}. Allowed: ${most} a stack.`,
        fix: 'Move workloads to a stack with room by their field part, spread them over more hosts, or divide the topology.',
      }));
  return [
    ...(identityHome(topology) === undefined ? [] : over(identityParts(topology), dividedStacks['aws-identity'], 'workloads')),
    ...sortedEntries(topology.hosts).flatMap(([id, host]) => {
      const kinds = new Set(
        traitsOf(host)
          .stacks(topology, { id, host })
          .map(([kind]) => kind),
      );
      return [...kinds].flatMap((kind) => {
        const divided = dividedStack(kind);
        return divided === undefined ? [] : over(hostParts(topology, kind, id), divided, pathOf('hosts', id), ` of ${id}`);
      });
    }),
    ...sortedEntries(topology.accounts.aws).flatMap(([alias]) =>
      over(financeParts(topology, alias), dividedStacks['aws-finance'], pathOf('accounts', 'aws', alias)),
    ),
  ];
}

/** Whether the framework could not write the stacks: one would be too large, or two would have one name. */
export function isUnwritable(topology: Topology): boolean {
  return crowdedStacks(topology).length > 0 || stacksOfOneName(topology).length > 0;
}
