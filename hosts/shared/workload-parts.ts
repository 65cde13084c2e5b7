import { createHash } from 'node:crypto';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { workloadsOn } from '../../topology/views.js';
import type { StackKind } from './stack-kinds.js';

/** A stack that holds something of every workload is split into this many at most; see docs/adr/0050. */
const partCount = 4;

/** Stacks that hold something of every workload. */
interface Divided {
  /** Most workloads that one takes: CloudFormation's limits on resources, outputs and bytes, less what else it holds. */
  readonly most: number;
  /** How many parts of its name come before the number. */
  readonly named: 0 | 1;
  /** What of each workload. */
  readonly holds: string;
}

/** Kinds of stacks that are divided by workload: of a host where its id is in the name. */
export const dividedStacks = {
  'aws-identity': { most: 240, named: 0, holds: 'Gateway roles' },
  'aws-bedrock': { most: 165, named: 1, holds: 'Inference profiles' },
  'aws-finance': { most: 240, named: 0, holds: 'Budgets' },
} as const satisfies Partial<Record<StackKind, Divided>>;

/** The row of a kind that may be any. */
export function dividedStack(kind: StackKind): Divided | undefined {
  return (dividedStacks as Partial<Record<StackKind, Divided>>)[kind];
}

/** Workloads that share a stack. */
export interface Part {
  /** 1 is the stack with the name it has without a division. */
  readonly number: number;
  /** How many stacks there are. */
  readonly of: number;
  readonly workloads: readonly (readonly [id: string, workload: Workload])[];
}

/**
 * Workloads by stack. Up to `most` there is one; beyond, the digest of a workload's id decides, so that no workload moves
 * when another is added or removed. `part` of a workload overrules both.
 */
export function partsOf(workloads: readonly (readonly [string, Workload])[], most: number): readonly Part[] {
  const divided = workloads.length > most;
  const number = ([id, { part }]: readonly [string, Workload]) => part ?? (divided ? digestPart(id) : 1);
  const numbered = workloads.map((entry) => ({ entry, number: number(entry) }));
  const parts = Array.from({ length: partCount }, (_, index) => index + 1)
    .map((part) => ({ number: part, workloads: numbered.filter((one) => one.number === part).map(({ entry }) => entry) }))
    .filter((part) => part.number === 1 || part.workloads.length > 0);
  return parts.map((part) => ({ ...part, of: parts.length }));
}

/** Workloads of one host by its stacks of a kind; none where the kind is not divided. */
export function hostParts(topology: Topology, kind: StackKind, host: string): readonly Part[] {
  const divided = dividedStack(kind);
  return divided === undefined ? [] : partsOf(workloadsOn(topology, host), divided.most);
}

/** Inference profiles of one Bedrock host, by stack. */
export const bedrockParts = (topology: Topology, host: string) => hostParts(topology, 'aws-bedrock', host);

/** What a part adds to the name of its stack; the first adds nothing. */
export function partSuffix(part: number): readonly string[] {
  return part === 1 ? [] : [`part-${part}`];
}

function digestPart(id: string): number {
  return ((createHash('sha256').update(id).digest()[0] ?? 0) % partCount) + 1;
}
