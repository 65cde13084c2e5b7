import { type Checkpoint, checkpointOf } from '../facts/checkpoints.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { approvalOf } from './approval-of.js';

/** What the repository of a model holds, as far as facts or an approval in force say so. */
export type HeldWeights = Pick<Checkpoint, 'release' | 'precision'>;

/** What a model's repository holds: by facts, or by the approval of the organisation whose fine-tune or mirror it is. */
export function heldWeights(topology: Topology, model: string, repository: string, asOf: string): HeldWeights | undefined {
  const known = checkpointOf(repository);
  if (known !== undefined) return known;
  const { inForce } = approvalOf(topology, 'checkpoint', pathOf('models', model), asOf);
  const declared = inForce === undefined ? undefined : topology.approvals[inForce]?.checkpoint;
  return declared?.repository === repository ? declared : undefined;
}
