import type { Safeguard } from '../../evidence/guardrails/safeguard.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Topology } from '../../topology/schema/topology.js';

/** What the output of a kind of host is judged by, beside the rules that hold for every kind. */
export interface HostJudge<H> {
  /** What screens its prompts and answers, as it was synthesized. */
  safeguard(topology: Topology, place: { readonly id: string; readonly host: H }, stacks: readonly SynthesizedStack[]): Safeguard;
}
