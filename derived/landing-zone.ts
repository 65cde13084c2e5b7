import type { NodeAgent } from '../topology/schema/landing-zone.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';
import { partitionOf } from './partition-of.js';

/** ARN of the policy that every role of an AWS account, by its number, has as permissions boundary; undefined where the organisation demands none. */
export function permissionsBoundaryOf(topology: Topology, account: string): string | undefined {
  const name = topology.landingZone.permissionsBoundary;
  return name === undefined ? undefined : `arn:${partitionOf(topology, account)}:iam::${account}:policy/${name}`;
}

/** IAM path of every role on AWS, with a slash at both ends; `/` where the organisation demands none. */
export function rolePathOf({ landingZone }: Topology): string {
  return landingZone.rolePath ?? '/';
}

/** ARN of a role that the topology makes in an AWS account, by the account's number and the role's name. */
export function roleArnOf(topology: Topology, account: string, name: string): string {
  return `arn:${partitionOf(topology, account)}:iam::${account}:role${rolePathOf(topology)}${name}`;
}

/** Qualifier of the CDK bootstrap stacks; undefined where it is CDK's own. */
export function bootstrapQualifierOf({ landingZone }: Topology): string | undefined {
  return landingZone.bootstrapQualifier;
}

/** A bucket of the organisation, which logs of one region go to. */
export interface LogArchive {
  /** Number of its account. */
  readonly account: string;
  readonly bucket: string;
}

/** The bucket that flow logs of networks on AWS in a region go to; undefined where they stay in a log group of the network's account. */
export function logArchiveOf({ landingZone }: Topology, region: string): LogArchive | undefined {
  const { account, buckets } = landingZone.logArchive ?? {};
  const bucket = buckets?.[region];
  return account === undefined || bucket === undefined ? undefined : { account, bucket };
}

/** ARNs of the roles that may read the settings of keys and buckets on AWS, sorted. */
export function securityPrincipals({ landingZone }: Topology): readonly string[] {
  return [...new Set(Object.values(landingZone.securityPrincipals))].sort();
}

/** Tags of the organisation: on everything that takes tags, in every cloud. */
export function extraTagsOf({ landingZone }: Topology): Readonly<Record<string, string>> {
  return Object.fromEntries(sortedEntries(landingZone.extraTags));
}

/** Whether an image is named in full, under a registry that the organisation declares. Says nothing of its digest. */
export function inDeclaredRegistry({ landingZone }: Topology, image: string): boolean {
  return Object.values(landingZone.registries).some((registry) => image.startsWith(`${registry}/`));
}

/** Agents on the nodes of a fleet, by their ids, sorted. */
export function nodeAgentsOf({ landingZone }: Topology, host: string): [id: string, agent: NodeAgent][] {
  return sortedEntries(landingZone.nodeAgents).filter(([, { hosts }]) => hosts.includes(host));
}
