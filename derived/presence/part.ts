import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import { bedrockParts, type Part, partSuffix } from '../../hosts/shared/workload-parts.js';
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
        : kind === 'aws-bedrock' && host !== undefined
          ? bedrockParts(topology, host)
          : [];
  return all.find(({ number }) => partSuffix(number).join() === suffixOf(stack).join());
}

/** Kind of a stack as the tables of reviewed resources name it: what is not the first part holds less. */
export function tableKind(stack: ExpectedStack): string {
  return suffixOf(stack).length > 0 ? `${stack.kind} part` : stack.kind;
}

/** How many parts of a name come before that of a divided stack. */
const named: Readonly<Partial<Record<StackKind, number>>> = { 'aws-identity': 0, 'aws-finance': 0, 'aws-bedrock': 1 };

function suffixOf({ kind, parts }: ExpectedStack): readonly string[] {
  const before = named[kind];
  return before === undefined ? [] : parts.slice(before);
}
