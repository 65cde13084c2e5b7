import { huggingFaceDomains } from '../facts/huggingface.js';
import { registryDomains } from '../facts/registries.js';
import type { StackKind } from '../hosts/shared/stack-kinds.js';
import { pathOf } from '../topology/path.js';
import type { IngestProxy } from '../topology/schema/existing.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries } from '../topology/views.js';
import { registryOf } from './image-registry.js';
import { bootstrapQualifierOf } from './landing-zone.js';
import { imageAssetPrefix } from './names.js';
import { imageEndpoints, ingestEndpoints } from './network-endpoints.js';
import { weightsPlaces } from './supply.js';
import { awsWeightsBucket } from './weights-buckets.js';

/** A job with a way to the internet in one region, and how far its network lets it go. */
export interface EgressJob {
  readonly kind: StackKind;
  /** Topology path of what asks for it. */
  readonly path: string;
  /** Alias of its account, in which nothing else of the topology is. */
  readonly account: string;
  /** Its network, where the topology says one for the region. */
  readonly place: { readonly cidr: string; readonly availabilityZone: string } | undefined;
  /** Names on the internet, and the facts that have them. */
  readonly domains: readonly string[];
  readonly source: string;
  /** Actions by service that is reached through a private endpoint. */
  readonly endpoints: Readonly<Record<string, readonly string[]>>;
  /** What it may do in which buckets, each with what its names of objects begin with. */
  readonly storage: { readonly actions: readonly string[]; readonly buckets: Readonly<Record<string, string>> };
  /** A proxy that exists in the region, through which it goes instead. */
  readonly proxy: IngestProxy | undefined;
}

/** Jobs that a topology asks for in a region: those that bring in weights, and images of gateways. */
export function egressJobs(topology: Topology, region: string): EgressJob[] {
  return [weightsJob(topology, region), imagesJob(topology, region)].flatMap((job) => job ?? []);
}

function weightsJob(topology: Topology, region: string): EgressJob | undefined {
  const { ingest } = topology.weights;
  if (ingest === undefined) return undefined;
  const buckets = weightsPlaces(topology, 'aws').map((place) => awsWeightsBucket(topology, place.account, place.region));
  return {
    kind: 'aws-weights-ingest',
    path: pathOf('weights', 'ingest'),
    account: ingest.account,
    place: ingest.regions[region],
    domains: huggingFaceDomains(),
    source: 'facts/huggingface.yaml',
    endpoints: ingestEndpoints,
    storage: { actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], buckets: Object.fromEntries(buckets.map((bucket) => [bucket, ''])) },
    proxy: topology.existing.ingestProxies[region],
  };
}

function imagesJob(topology: Topology, region: string): EgressJob | undefined {
  const { images } = topology.gateway;
  if (images === undefined) return undefined;
  const { id } = entity(topology.accounts.aws, images.account);
  return {
    kind: 'aws-images',
    path: pathOf('gateway', 'images'),
    account: images.account,
    place: images.regions[region],
    domains: registryDomains([images.base, images.envoy].flatMap((image) => registryOf(image) ?? [])),
    source: 'facts/registries.yaml',
    endpoints: imageEndpoints,
    storage: { actions: ['s3:GetObject'], buckets: { [imageAssetBucket(topology, id, region)]: imageAssetPrefix(topology.name) } },
    // Those that exist let weights in: which names they reach is said for them alone.
    proxy: undefined,
  };
}

/** Bucket of assets that the CDK bootstrap of an account made. */
export function imageAssetBucket(topology: Topology, account: string, region: string): string {
  return `cdk-${bootstrapQualifierOf(topology) ?? 'hnb659fds'}-assets-${account}-${region}`;
}

/** A host or network that is in the account of a job, by number: two aliases may mean one account. */
export function tenantBeside(topology: Topology, account: string): string | undefined {
  const number = topology.accounts.aws[account]?.id;
  const there = (alias: string) => number !== undefined && topology.accounts.aws[alias]?.id === number;
  const [host] = sortedEntries(topology.hosts).find(([, one]) => there(one.account)) ?? [];
  const [network] = sortedEntries(topology.networks).find(([, one]) => one.cloud === 'aws' && there(one.account)) ?? [];
  return host ?? network;
}
