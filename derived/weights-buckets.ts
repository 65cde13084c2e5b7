import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { googleWeightsBucket, weightsBucketName } from './names.js';

/** A bucket of weights that exists already, and its key; undefined where one is made. */
export function existingBucket(
  topology: Topology,
  cloud: 'aws' | 'google',
  alias: string,
  region: string,
): { readonly name: string; readonly key: string } | undefined {
  return topology.existing.buckets[cloud][alias]?.[region];
}

/** Name of the bucket that holds the weights of an AWS account and region: of the one that exists, else the one that another account writes to. */
export function awsWeightsBucket(topology: Topology, alias: string, region: string): string {
  return existingBucket(topology, 'aws', alias, region)?.name ?? weightsBucketName(topology.name, entity(topology.accounts.aws, alias).id, region);
}

/** The same of a Google project. */
export function googleBucket(topology: Topology, alias: string, region: string): string {
  return existingBucket(topology, 'google', alias, region)?.name ?? googleWeightsBucket(topology.name, entity(topology.accounts.google, alias).project, region);
}
