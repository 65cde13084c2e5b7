import { bedrockReach, modelArn } from '../hosts/bedrock/reach.js';
import { hostsOf } from '../hosts/select.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, managementAccount, sortedEntries } from '../topology/views.js';

/** Accounts that organization policies of this topology hold in: those whose singletons it manages, so no account of another. */
export function boundedAccounts(topology: Topology): string[] {
  return sortedEntries(topology.accounts.aws).flatMap(([alias, { owns, organization }]) => (owns && organization === undefined ? [alias] : []));
}

/** The guardrail, without its version, that organization policies put before every Bedrock call of an account in a region. */
export function enforcedGuardrail(
  topology: Topology,
  alias: string,
  region: string,
): { readonly arn: string; readonly keyArn: string | undefined } | undefined {
  const enforced = managementAccount(topology)?.organization.bedrockGuardrails[region];
  if (enforced === undefined || !boundedAccounts(topology).includes(alias)) return undefined;
  return { arn: enforced.guardrail.slice(0, enforced.guardrail.lastIndexOf(':')), keyArn: enforced.kmsKeyArn };
}

/** What one account uses of Bedrock: the most that its boundary lets through. */
export interface BedrockUse {
  /** Where the account calls, and where its profiles process. */
  readonly regions: readonly string[];
  /** ARNs and ARN patterns that are invoked. */
  readonly invocable: readonly string[];
  /** Patterns of the profile ARNs that models are invoked through. */
  readonly profiles: readonly string[];
}

export function bedrockUse(topology: Topology, alias: string): BedrockUse {
  const { id, partition } = entity(topology.accounts.aws, alias);
  const regions = new Set<string>();
  const invocable = new Set<string>();
  const profiles = new Set<string>();
  for (const [, host] of hostsOf(topology, 'bedrock').filter(([, { account }]) => account === alias)) {
    const reach = bedrockReach(topology, host);
    const own = `arn:${partition}:bedrock:${host.region}:${id}`;
    for (const region of [host.region, ...reach.destinations]) regions.add(region);
    for (const region of reach.destinations) invocable.add(modelArn(partition, region, reach.modelId));
    invocable.add(`${own}:application-inference-profile/*`);
    profiles.add(`${own}:application-inference-profile/*`);
    // AWS does not say which ARN the key holds for an application profile over a system one. A system profile that is
    // called by itself is stopped because it is not invocable.
    if (reach.source.startsWith('inference-profile/')) profiles.add(`${own}:${reach.source}`);
  }
  for (const [, host] of hostsOf(topology, 'bedrock-import').filter(([, { account }]) => account === alias)) {
    regions.add(host.region);
    invocable.add(`arn:${partition}:bedrock:${host.region}:${id}:imported-model/*`);
  }
  return { regions: [...regions].sort(), invocable: [...invocable].sort(), profiles: [...profiles].sort() };
}

/** Regions where an account runs fleets. */
export function fleetRegions(topology: Topology, alias: string): string[] {
  const fleets = hostsOf(topology, 'self-hosted-aws').filter(([, host]) => host.account === alias);
  return [...new Set(fleets.map(([, { region }]) => region))].sort();
}
