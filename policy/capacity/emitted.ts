import { exportProblems } from '../../evidence/capacity/bill-exports.js';
import { budgetProblems } from '../../evidence/capacity/budgets.js';
import { quotaProblems } from '../../evidence/capacity/quota-preferences.js';
import { placeDifferences } from '../../evidence/capacity/stack-places.js';
import { stacksOfHost, subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { judgeOf } from '../../hosts/judges.js';
import { extensionsOf } from '../../hosts/shared/extensions-judge.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, Violations } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/emitted',
  severity: 'fatal',
  title:
    'What is deployed is what the topology declares: places, machines, counts, models, tiers, budgets, exports of bills, quotas that are asked for, and alarms.',
  why: 'Every other rule judges the size, price and place that the topology declares. An output with other machines, more nodes, another account or a smaller endpoint makes each of these verdicts one about something that is not deployed.',
  fix: 'Change the topology, and let the stacks synthesize what it says.',
  source: 'docs/adr/0069-one-folder-per-kind-of-host.md',

  *stack(stack, { topology }) {
    const subject = subjectOf(topology, stack);
    // A stack that the topology does not have is found by state/complete.
    if (subject === undefined) return;
    for (const message of placeDifferences(topology, stack, subject)) yield { path: subject.path, stack, message: `${stack.name} ${message}.` };
    const problems = [...budgetProblems(stack, topology, subject), ...exportProblems(stack, topology, subject), ...quotaProblems(stack, topology, subject)];
    for (const problem of problems) yield { path: subject.path, ...problem };
  },

  *aws(stacks, { topology, asOf }) {
    yield* hosts(stacks, topology, asOf);
  },

  *terraform(stacks, { topology, asOf }) {
    yield* hosts(stacks, topology, asOf);
  },
};

function* hosts(stacks: readonly SynthesizedStack[], topology: Topology, asOf: string): Violations {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    const own = stacksOfHost(topology, id, stacks);
    if (own.length === 0) continue;
    for (const problem of judgeOf(host).emitted({ topology, id, host, stacks: own, extended: extensionsOf(topology, asOf) }))
      yield { path: pathOf('hosts', id), ...problem };
  }
}
