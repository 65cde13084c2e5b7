import { stacksOfHost } from '../../evidence/synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { capacityBlockTerms } from '../../facts/ec2.js';
import { judgeOf } from '../../hosts/judges.js';
import { extensionsOf } from '../../hosts/shared/extensions-judge.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violations } from '../rule.js';

const { endsAt, terminationStartsAt } = capacityBlockTerms();

export const rule: Rule = {
  id: 'capacity/block-window',
  severity: 'error',
  title: 'Reservations and Capacity Blocks carry every node, without a gap, in zones of the network, until the contract ends.',
  why: 'Amazon terminates the instances of a Capacity Block at its end, whatever they serve. A fleet without a follow-up loses those nodes at once; one whose follow-up is in another zone moves there node by node, away from what was sized for the first.',
  fix: `Extend the block or buy one that starts no later than the first ends, in the same zone, and record it; or let reservations or onDemand carry the nodes. Instances are terminated from ${terminationStartsAt} UTC on the last day, 30 minutes before the block ends at ${endsAt}: drain the nodes before that, and let the follow-up start a day earlier.`,
  source: 'Amazon EC2 User Guide, Capacity Blocks for ML',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const { machines } = judgeOf(host);
      if (machines !== 'none') yield* machines.uncarried(topology, { id, host }, asOf);
    }
  },

  *terraform(stacks, context) {
    yield* reserved(stacks, context);
  },

  *aws(stacks, context) {
    yield* reserved(stacks, context);
  },
};

/** What the stacks of one application hold, of the hosts that have stacks there. */
function* reserved(stacks: readonly SynthesizedStack[], { topology, asOf }: RuleContext): Violations {
  const extended = extensionsOf(topology, asOf);
  for (const [id, host] of sortedEntries(topology.hosts)) {
    const { machines } = judgeOf(host);
    const own = stacksOfHost(topology, id, stacks);
    if (machines !== 'none' && own.length > 0) yield* machines.reserved({ topology, id, host, stacks: own, extended });
  }
}
