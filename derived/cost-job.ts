import { billingRegionOf } from '../facts/regions.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, managementAccount, sortedEntries } from '../topology/views.js';

/** Where the job that says what workloads cause runs, and which logs it asks. */
export interface CostJobPlace {
  /** Alias. */
  readonly account: string;
  /** Where its partition has Cost Explorer and exports of bills. */
  readonly region: string;
  readonly logs: readonly { readonly zone: string; readonly region: string; readonly logGroup: string }[];
}

/** Undefined where finance declares none, or its partition is billed by another. */
export function costJob(topology: Topology): CostJobPlace | undefined {
  const { allocation } = topology.finance;
  if (allocation === undefined) return undefined;
  const region = billingRegionOf(entity(topology.accounts.aws, allocation.account).partition);
  if (region === undefined) return undefined;
  const logs = sortedEntries(allocation.spendLogs).map(([zone, { logGroup }]) => {
    const { network } = entity(topology.gateway.zones, zone);
    return { zone, region: entity(topology.networks, network).region, logGroup };
  });
  return { account: allocation.account, region, logs };
}

/** The account that receives the bill of the organisation, where its cost category and monitors are. */
export function billingPlace(topology: Topology): { readonly account: string; readonly region: string } | undefined {
  const management = managementAccount(topology);
  const region = management === undefined ? undefined : billingRegionOf(management.partition);
  return management === undefined || region === undefined ? undefined : { account: management.alias, region };
}

/** Log groups that the job asks, where a stack of this kind is the job's. */
export function spendLogArns(topology: Topology, kind: string, alias: string): string[] {
  if (kind !== 'aws-allocated-cost') return [];
  const { id, partition } = entity(topology.accounts.aws, alias);
  return (costJob(topology)?.logs ?? []).map(({ region, logGroup }) => `arn:${partition}:logs:${region}:${id}:log-group:${logGroup}`);
}
