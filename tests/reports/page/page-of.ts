import { planned } from '../../../planner/cost/planned.js';
import type { Finding } from '../../../policy/finding.js';
import { endsOf } from '../../../reports/calendar/ends.js';
import type { PageInput } from '../../../reports/page/input.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

/** A page of an edited topology of the repository, unjudged and not synthesized. */
export function pageInput(edits: readonly Edit[] = [], file = 'topology.yaml', findings: readonly Finding[] = []): PageInput {
  const loaded = topologyWith(edits, file);
  const plan = planned(loaded.topology, asOf);
  return { loaded, asOf, plan, findings, stacks: [], ends: endsOf({ loaded, plan }) };
}
