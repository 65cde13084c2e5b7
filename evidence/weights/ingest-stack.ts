import { tenantBeside } from '../../derived/egress-jobs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { egressJobOf } from '../network/egress-stack.js';
import type { SynthesizedStack } from '../synthesized/stack.js';

/** A host or network that is in the account of the ingest job. */
export function tenantOfIngest(topology: Topology): string | undefined {
  const { ingest } = topology.weights;
  return ingest === undefined ? undefined : tenantBeside(topology, ingest.account);
}

/** Whether a stack is one that brings weights in, in its own account, where nothing else of the topology is. */
export function isIngestStack(topology: Topology, stack: SynthesizedStack): boolean {
  return egressJobOf(topology, stack)?.kind === 'aws-weights-ingest';
}
