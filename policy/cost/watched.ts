import { sharedBudgetPath } from '../../derived/budgets.js';
import { sharedBudgetOf, sharedCosts, sharedTag } from '../../derived/shared-costs.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { unwatchedSpend } from '../../evidence/tags/watched-spend.js';
import { pathOf } from '../../topology/path.js';
import { budgetClouds } from '../../topology/schema/governance.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'cost/watched',
  severity: 'error',
  title: 'Whatever costs money and carries the tag of a workload, or of what workloads share, is counted by a budget of its account.',
  why: 'A budget filters the bill by the tag `workload`. A fleet that serves two workloads carries `shared`, as networks and keys do: the budgets of both workloads stay silent while it spends more than anything else. A cost that no budget counts is found on the invoice.',
  fix: 'Give every workload a budget, and every account with something shared an amount under finance.sharedBudgets.',
  source: 'AWS Budgets, Cloud Billing budgets and Cost Management: filters by tag and label',

  *topology({ topology }) {
    for (const [id, { budget }] of sortedEntries(topology.workloads)) {
      if (budget === undefined)
        yield {
          path: pathOf('workloads', id, 'budget'),
          message: `${id} has no budget, so nobody hears what it costs.`,
          fix: 'Add budget: {usdPerMonth: <most that a calendar month may cost>}.',
        };
    }
    yield* sharedAmounts(topology);
  },

  *aws(stacks, context) {
    yield* unwatched(stacks, context);
  },

  *terraform(stacks, context) {
    yield* unwatched(stacks, context);
  },
};

function* sharedAmounts(topology: Topology): Iterable<Violation> {
  const costs = sharedCosts(topology);
  for (const { cloud, account, what } of costs) {
    if (sharedBudgetOf(topology, cloud, account) !== undefined) continue;
    yield {
      path: sharedBudgetPath(cloud, account),
      message: `${what.join(', ')} ${what.length === 1 ? 'costs' : 'cost'} money in ${account} (${cloud}) under the tag workload=${sharedTag}, which no budget counts.`,
      fix: `Add finance.sharedBudgets.${cloud}.${account}: {usdPerMonth: <most that a calendar month of it may cost>}.`,
    };
  }
  for (const cloud of budgetClouds) {
    for (const account of Object.keys(topology.finance.sharedBudgets[cloud]).sort()) {
      if (costs.some((cost) => cost.cloud === cloud && cost.account === account)) continue;
      yield {
        path: sharedBudgetPath(cloud, account),
        message: `Nothing shared costs money in ${account} (${cloud}) that a budget of this topology could count. Allowed here: ${accountsOf(costs, cloud)}.`,
        fix: 'Remove the amount, or name the account that was meant.',
      };
    }
  }
}

function accountsOf(costs: ReturnType<typeof sharedCosts>, cloud: string): string {
  return (
    costs
      .filter((cost) => cost.cloud === cloud)
      .map(({ account }) => account)
      .join(', ') || 'none'
  );
}

/** An amount that the topology does not give is found there, once, and not again on every resource. */
function* unwatched(stacks: readonly SynthesizedStack[], { topology }: RuleContext): Iterable<Violation> {
  for (const { cloud, account, workload, resources } of unwatchedSpend(topology, stacks)) {
    const given = workload === sharedTag ? sharedBudgetOf(topology, cloud, account) : (topology.workloads[workload]?.budget ?? 'no such workload');
    const [resource] = resources;
    if (given === undefined || resource === undefined) continue;
    yield {
      path: resource.origin,
      resource,
      message: `${resources.length} ${resources.length === 1 ? 'resource' : 'resources'} in ${account} (${cloud}) cost money under the tag workload=${workload}, which no budget of the account counts.`,
      fix: 'Restore the budget and its filter: the stacks derive both from the topology.',
    };
  }
}
