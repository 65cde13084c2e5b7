import { aws } from './aws.js';
import { azure } from './azure.js';
import type { Cloud, Described, Federation, Named } from './cloud.js';
import { cloudflare } from './cloudflare.js';
import { databricks } from './databricks.js';
import { google } from './google.js';
import { oci } from './oci.js';
import { watsonx } from './watsonx.js';

/** One descriptor for each cloud. */
export const clouds = {
  aws,
  google,
  azure,
  databricks,
  watsonx,
  cloudflare,
  oci,
} as const satisfies Record<Cloud, Described | Named>;

/** Clouds that stacks are made for. */
export type DescribedCloud = { [C in Cloud]: (typeof clouds)[C]['kind'] extends 'described' ? C : never }[Cloud];

export const cloudNames = Object.keys(clouds) as readonly Cloud[];

export function isDescribed(cloud: Cloud | 'unknown'): cloud is DescribedCloud {
  return cloud !== 'unknown' && clouds[cloud].kind === 'described';
}

/** Properties that tags are in, of every cloud. */
export const tagProperties: readonly string[] = cloudNames.flatMap((cloud) => (isDescribed(cloud) ? clouds[cloud].tagProperties : []));

/** The cloud of a resource type, by how it starts; undefined for a provider that is none of these. */
export function cloudOfType(type: string): Cloud | undefined {
  return cloudNames.find((cloud) => clouds[cloud].types.some((start) => type.startsWith(start)));
}

/** The cloud of a Terraform provider. */
export function cloudOfProvider(provider: string): Cloud | undefined {
  return cloudNames.find((cloud) => (clouds[cloud].providers as readonly string[]).includes(provider));
}

/** Aliases that configurations of a Terraform provider may have. */
export function aliasesOf(provider: string): readonly string[] {
  const cloud = cloudOfProvider(provider);
  return cloud !== undefined && isDescribed(cloud) ? clouds[cloud].aliases : [];
}

/** How a gateway becomes a caller in a cloud; undefined where nothing is synthesized. */
export function federationOf(cloud: Cloud): Federation | undefined {
  return isDescribed(cloud) ? clouds[cloud].federation : undefined;
}

/** What is known of any type of a cloud. */
export function anyTypeOf(type: string): Described['anyType'] | undefined {
  const cloud = cloudOfType(type);
  return cloud !== undefined && isDescribed(cloud) ? clouds[cloud].anyType : undefined;
}
