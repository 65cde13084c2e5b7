import { createHash } from 'node:crypto';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { workloadsOn } from '../../topology/views.js';

/** A stack that holds something of every workload is split into this many at most; see docs/adr/0050. */
const partCount = 4;

/** Most workloads that one undivided stack takes: CloudFormation's limits on resources, outputs and bytes, less what else it holds. */
export const undivided = { identity: 240, bedrock: 165, finance: 240 } as const;

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

/** Inference profiles of one Bedrock host, by stack. */
export const bedrockParts = (topology: Topology, host: string) => partsOf(workloadsOn(topology, host), undivided.bedrock);

/** What a part adds to the name of its stack; the first adds nothing. */
export function partSuffix(part: number): readonly string[] {
  return part === 1 ? [] : [`part-${part}`];
}

function digestPart(id: string): number {
  return ((createHash('sha256').update(id).digest()[0] ?? 0) % partCount) + 1;
}
