import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Plan } from '../../planner/cost/plan.js';
import type { Finding } from '../../policy/finding.js';
import type { LoadedTopology } from '../../topology/load.js';
import type { End } from '../calendar/end.js';

/** One topology, seen from a day: its plan, what it synthesizes to, what rules say of it, what ends. */
export interface PageInput {
  readonly loaded: LoadedTopology;
  readonly asOf: string;
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  /** None where no application can synthesize it. */
  readonly stacks: readonly SynthesizedStack[];
  readonly ends: readonly End[];
}
