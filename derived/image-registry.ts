import { serviceDomain } from '../clouds/aws.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { imageRepository } from './names.js';

/** The registry that the job of a region fills, by names that are known before anything is deployed. */
export interface ImageRegistry {
  /** Number of its account. */
  readonly account: string;
  readonly region: string;
  /** Name that images in it begin with, without a slash. */
  readonly host: string;
  /** Repositories by what is in them. */
  readonly repositories: { readonly envoy: string; readonly processes: string };
}

/** The registry of a region where `gateway.images` has a job; undefined where it has none. */
export function imageRegistry({ name, gateway: { images }, accounts }: Topology, region: string): ImageRegistry | undefined {
  if (images?.regions[region] === undefined) return undefined;
  const { id, partition } = entity(accounts.aws, images.account);
  return {
    account: id,
    region,
    host: `${id}.dkr.ecr.${region}.${serviceDomain(partition)}`,
    repositories: { envoy: imageRepository(name, 'envoy'), processes: imageRepository(name, 'processes') },
  };
}

/** Registry of an image that is named in full: `docker.io` of `docker.io/envoyproxy/envoy:…`; undefined where the name begins with no host. */
export function registryOf(image: string): string | undefined {
  const [host = '', ...rest] = image.split('/');
  return rest.length > 0 && host.includes('.') ? host : undefined;
}
