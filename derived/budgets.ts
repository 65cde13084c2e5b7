import { billingRegionOf } from '../facts/regions.js';
import { hostsOn } from '../hosts/select.js';
import type { Part } from '../hosts/shared/workload-parts.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, workloadsOn } from '../topology/views.js';
import { financeParts } from './parts.js';
import { type BudgetCloud, sharedBudgetOf, sharedCosts, sharedTag } from './shared-costs.js';

/** Budgets of one account on AWS, as far as one stack holds them. */
export interface AwsBudgets {
  readonly account: string;
  /** Where its partition keeps budgets. */
  readonly region: string;
  readonly part: Part;
  /** US dollars a month for what is shared, in the first stack alone. */
  readonly shared: number | undefined;
}

/** Budgets of every account on AWS whose costs are watched, by stack; none for a stack that would be empty. */
export function awsBudgets(topology: Topology): AwsBudgets[] {
  const accounts = sharedCosts(topology).filter(({ cloud }) => cloud === 'aws');
  return accounts.flatMap(({ account }) => {
    const region = billingRegionOf(entity(topology.accounts.aws, account).partition);
    if (region === undefined) return [];
    return financeParts(topology, account)
      .map((part) => ({ account, region, part, shared: part.number === 1 ? sharedBudgetOf(topology, 'aws', account) : undefined }))
      .filter(({ part, shared }) => shared !== undefined || part.workloads.some(([, { budget }]) => budget !== undefined));
  });
}

/** A budget over everything that one value of the tag `workload` marks. */
export interface TaggedBudget {
  readonly workload: string;
  readonly usdPerMonth: number;
  /** Where the topology says so. */
  readonly path: string;
}

/** Subscriptions with hosts or with what hosts share. */
export function azureBudgetAccounts(topology: Topology): string[] {
  const shared = sharedCosts(topology).flatMap(({ cloud, account }) => (cloud === 'azure' ? [account] : []));
  return [...new Set([...hostsOn(topology, 'azure').map(([, { account }]) => account), ...shared])].sort();
}

/** Budgets of a subscription, by the value of the tag that its resources carry. */
export function azureBudgets(topology: Topology, account: string): TaggedBudget[] {
  const hosts = hostsOn(topology, 'azure').filter(([, host]) => host.account === account);
  const alone = hosts.flatMap(([id]) => {
    const [only, ...others] = workloadsOn(topology, id);
    return only === undefined || others.length > 0 ? [] : [only];
  });
  const own = [...new Map(alone)].flatMap(([workload, { budget }]) =>
    budget === undefined ? [] : [{ workload, usdPerMonth: budget.usdPerMonth, path: pathOf('workloads', workload, 'budget') }],
  );
  const usdPerMonth = sharedBudgetOf(topology, 'azure', account);
  const shared = usdPerMonth === undefined ? [] : [{ workload: sharedTag, usdPerMonth, path: sharedBudgetPath('azure', account) }];
  return [...own, ...shared].sort((a, b) => (a.workload < b.workload ? -1 : 1));
}

/** The budget of one host, of what its resources are tagged with; undefined where the topology gives none. */
export function hostBudget(topology: Topology, cloud: BudgetCloud, id: string): TaggedBudget | undefined {
  const [only, ...others] = workloadsOn(topology, id);
  if (only !== undefined && others.length === 0) {
    const [workload, { budget }] = only;
    return budget && { workload, usdPerMonth: budget.usdPerMonth, path: pathOf('workloads', workload, 'budget') };
  }
  const { account } = entity(topology.hosts, id);
  const usdPerMonth = sharedBudgetOf(topology, cloud, account);
  return usdPerMonth === undefined ? undefined : { workload: sharedTag, usdPerMonth, path: sharedBudgetPath(cloud, account) };
}

/** Where finance says what may be spent on what is shared in an account. */
export function sharedBudgetPath(cloud: BudgetCloud, account: string): string {
  return pathOf('finance', 'sharedBudgets', cloud, account);
}
