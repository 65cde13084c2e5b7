import { billingRegionOf } from '../facts/regions.js';
import type { StackKind } from '../hosts/shared/stack-kinds.js';
import { pathOf } from '../topology/path.js';
import { budgetClouds } from '../topology/schema/governance.js';
import { ownStacks } from '../topology/schema/own-stacks.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries, workloadsOn } from '../topology/views.js';
import { workingStacks } from './wanted-stacks.js';

/** Value of the tag `workload` on what belongs to no single workload. */
export const sharedTag = 'shared';

/** An account whose bill shows something under the tag `workload=shared`. */
export interface SharedCost {
  readonly cloud: BudgetCloud;
  /** Alias of the account. */
  readonly account: string;
  /** Topology paths of what costs there, sorted. */
  readonly what: readonly string[];
}

export type BudgetCloud = (typeof budgetClouds)[number];

/** Their stacks hold roles, policies, cost categories and monitors, which no cloud bills. */
const free: readonly StackKind[] = ['aws-identity', 'aws-organization', 'aws-billing', 'azure-account', 'databricks-account'];
/** Made for hosts, but for all of a region: what is in it is no host's. */
const ofRegions: readonly StackKind[] = ['aws-lifecycle'];

/**
 * Where something shared costs money, by cloud and account: networks, keys, weights, and hosts that serve more than one workload or none. Accounts
 * without budgets of their own are left out: those of a partition that another one bills, and projects of another topology, whose own budget counts
 * everything in them.
 */
export function sharedCosts(topology: Topology): SharedCost[] {
  const found = new Map<string, { cloud: BudgetCloud; account: string; what: Set<string> }>();
  const add = (cloud: BudgetCloud, account: string, path: string) => {
    const entry = found.get(`${cloud} ${account}`) ?? { cloud, account, what: new Set() };
    found.set(`${cloud} ${account}`, entry);
    entry.what.add(path);
  };
  for (const { cloud, account, parts, path } of workingStacks(
    topology,
    () => true,
    () => true,
  )) {
    if (isBudgetCloud(cloud) && !free.includes(parts[0]) && isShared(topology, parts[0], path)) add(cloud, account, path);
  }
  for (const [id, { stack }] of sortedEntries(topology.extensions))
    if (stack !== undefined) add(ownStacks[stack.code], stack.account, pathOf('extensions', id));
  return sortedEntries(Object.fromEntries(found))
    .filter(([, { cloud, account }]) => watchesCosts(topology, cloud, account))
    .map(([, { what, ...place }]) => ({ ...place, what: [...what].sort() }));
}

/** US dollars a month that what is shared in an account may cost, as finance says; undefined where it says nothing. */
export function sharedBudgetOf({ finance }: Topology, cloud: BudgetCloud, account: string): number | undefined {
  return finance.sharedBudgets[cloud][account]?.usdPerMonth;
}

function isShared(topology: Topology, kind: StackKind, path: string): boolean {
  const [section, id = ''] = path.split('.');
  return section !== 'hosts' || ofRegions.includes(kind) || workloadsOn(topology, id).length !== 1;
}

/** Whether budgets of this topology can count the costs of an account. */
export function watchesCosts(topology: Topology, cloud: BudgetCloud, account: string): boolean {
  if (cloud === 'aws') return billingRegionOf(entity(topology.accounts.aws, account).partition) !== undefined;
  return cloud !== 'google' || entity(topology.accounts.google, account).owns;
}

/** Whether a cloud has budgets that are made here. */
export function isBudgetCloud(cloud: string | undefined): cloud is BudgetCloud {
  return (budgetClouds as readonly (string | undefined)[]).includes(cloud);
}
