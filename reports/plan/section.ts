import type { Plan } from '../../planner/cost/plan.js';
import type { Sensitivity } from '../../planner/cost/sensitivity.js';
import type { Topology } from '../../topology/schema/topology.js';

/** What a report of a plan is made from. */
export interface PlanReport {
  readonly topology: Topology;
  readonly plan: Plan;
  readonly sensitivities: readonly Sensitivity[];
}

/** A part of the report, whatever it is printed as: a table, then sentences. */
export interface PlanSection {
  readonly title: string;
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly lines: readonly string[];
  /** Whether a reviewer opens it only to check. */
  readonly detail?: boolean;
}
