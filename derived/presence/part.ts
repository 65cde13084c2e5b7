import { dividedStack, hostParts, type Part, partSuffix } from '../../hosts/shared/workload-parts.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { ExpectedStack } from '../expected-stacks.js';
import { hostOfPath } from '../host-of-path.js';
import { financeParts, identityParts } from '../parts.js';

/** The part of its workloads that a divided stack is for. */
export function partOf(topology: Topology, stack: ExpectedStack): Part | undefined {
  const { kind, account, path } = stack;
  const host = hostOfPath(topology, path)?.[0];
  const all =
    kind === 'aws-identity'
      ? identityParts(topology)
      : kind === 'aws-finance'
        ? financeParts(topology, account)
        : host !== undefined
          ? hostParts(topology, kind, host)
          : [];
  return all.find(({ number }) => partSuffix(number).join() === suffixOf(stack).join());
}

/** Whether a stack is the first of those that are divided by workload, or is not divided. */
export function isFirst(stack: ExpectedStack): boolean {
  return suffixOf(stack).length === 0;
}

/** Kind of a stack as the tables of reviewed resources name it: what is not the first part holds less. */
export function tableKind(stack: ExpectedStack): string {
  return isFirst(stack) ? stack.kind : `${stack.kind} part`;
}

function suffixOf({ kind, parts }: ExpectedStack): readonly string[] {
  const divided = dividedStack(kind);
  return divided === undefined ? [] : parts.slice(divided.named);
}
