import type { Topology } from '../../topology/schema/topology.js';
import { type Plan, plan } from './plan.js';

const plans = new WeakMap<Topology, Map<string, Plan>>();

/** The plan of a topology on a day, computed once: several rules and tables ask for the same one. */
export function planned(topology: Topology, asOf: string): Plan {
  const known = plans.get(topology) ?? new Map<string, Plan>();
  plans.set(topology, known);
  const found = known.get(asOf) ?? plan(topology, { asOf });
  known.set(asOf, found);
  return found;
}
