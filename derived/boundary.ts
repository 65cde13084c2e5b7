import { cloudOf } from '../hosts/schemas.js';
import type { AwsUse } from '../hosts/shared/cloud-use.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { managementAccount, sortedEntries } from '../topology/views.js';

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

/** What the boundary of an account lets through of Bedrock, sorted. */
export interface BedrockBoundary {
  readonly regions: readonly string[];
  /** ARNs and ARN patterns that are invoked, by themselves or through a profile. */
  readonly invocable: readonly string[];
  readonly profiles: readonly string[];
}

/** What one account uses of Bedrock: the most that its boundary lets through. */
export function bedrockUse(topology: Topology, alias: string): BedrockBoundary {
  const uses = usesOf(topology, alias).flatMap(({ bedrock }) => (bedrock === 'none' ? [] : [bedrock]));
  const sorted = (values: readonly string[]) => [...new Set(values)].sort();
  return {
    regions: sorted(uses.flatMap(({ regions }) => regions)),
    invocable: sorted(uses.flatMap(({ invoked, behind }) => [invoked, ...behind])),
    profiles: sorted(uses.flatMap(({ profiles }) => profiles)),
  };
}

/** Regions where an account runs fleets. */
export function fleetRegions(topology: Topology, alias: string): string[] {
  return [...new Set(usesOf(topology, alias).flatMap(({ instancesIn }) => instancesIn))].sort();
}

function usesOf(topology: Topology, alias: string): AwsUse[] {
  const hosts = Object.values(topology.hosts).filter((host) => cloudOf(host) === 'aws' && host.account === alias);
  return hosts.map((host) => traitsOf(host).aws(topology, host)).filter((use) => use !== 'none');
}
