import type { Construct } from 'constructs';
import { CostAnomaly } from '../../constructs/azure/finance/cost-anomaly.js';
import { TagBudget } from '../../constructs/azure/finance/tag-budget.js';
import { setOrigin } from '../../constructs/origin.js';
import { tagsFor } from '../../derived/tags.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, workloadsOn } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AzureStack } from './azure-stack.js';
import { azureHosts } from './hosts.js';

/** First month of a budget whose hosts name no contract: a fixed one, since a template that asked the clock would change monthly. */
const monthWithoutContract = '2026-01';

/** Budgets of what a subscription serves and, where the topology owns it, the alert on unusual cost. */
export class AzureFinanceStack extends AzureStack {
  constructor(scope: Construct, context: StackContext, account: string) {
    super(scope, context, { account, name: ['azure-finance'], origin: 'finance', tags: {} });
    const { topology } = context;
    const budgets = budgetsOf(topology, account);
    if (budgets.length > 0) {
      const startDate = `${startMonth(topology, account)}-01T00:00:00Z`;
      for (const { workload, amount, origin } of budgets) {
        const budget = new TagBudget(this, workload, {
          name: `${topology.name}-${workload}`,
          subscriptionId: this.subscriptionId,
          workload,
          amount,
          startDate,
          notify: topology.finance.notify,
        });
        setOrigin(budget, origin);
      }
    }
    if (this.account.owns) {
      new CostAnomaly(this, 'Anomaly', {
        name: `${topology.name}-anomaly`,
        subscriptionId: this.subscriptionId,
        title: `Cost anomaly, ${topology.name}`,
        subject: `Unusual cost in ${account} of ${topology.name}`,
        notify: topology.finance.notify,
      });
    }
  }
}

/**
 * Budgets by the value of the tag `workload` that the hosts of a subscription carry. Hosts that serve several workloads
 * carry `shared`: their budget is the sum of those workloads', and the gateway's spend logs split it.
 */
function budgetsOf(topology: Topology, account: string): { workload: string; amount: number; origin: string }[] {
  const workloads = new Map<string, Map<string, number>>();
  for (const [host] of azureHosts(topology, account)) {
    const tag = tagsFor(topology, { host }).workload ?? 'shared';
    const budgets = workloads.get(tag) ?? new Map<string, number>();
    for (const [id, { budget }] of workloadsOn(topology, host)) if (budget !== undefined) budgets.set(id, budget.usdPerMonth);
    workloads.set(tag, budgets);
  }
  return [...workloads]
    .filter(([, budgets]) => budgets.size > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([workload, budgets]) => ({
      workload,
      amount: [...budgets.values()].reduce((sum, usd) => sum + usd, 0),
      origin: originOf([...budgets.keys()]),
    }));
}

function originOf([only, ...others]: readonly string[]): string {
  return only === undefined || others.length > 0 ? pathOf('finance') : pathOf('workloads', only, 'budget');
}

/** Month, YYYY-MM, that the topology names, else in which the earliest contract of a subscription's hosts starts. */
function startMonth(topology: Topology, account: string): string {
  const { budgetStart } = entity(topology.accounts.azure, account);
  if (budgetStart !== undefined) return budgetStart;
  const starts = azureHosts(topology, account).flatMap(([, { contract }]) => (contract === undefined ? [] : [entity(topology.contracts, contract).term.start]));
  return starts.sort()[0]?.slice(0, 7) ?? monthWithoutContract;
}
