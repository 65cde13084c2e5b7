/** What AWS policies cannot narrow. Source: iam.yaml. */
import { type Fact, table } from './read.js';

/** Whether AWS authorizes an action on no resource at all. */
export function lacksResourceLevel(action: string): boolean {
  return table<Fact & { readonly action: string }>('iam', 'withoutResource').some((row) => row.action.toLowerCase() === action.toLowerCase());
}

/** Buckets of AWS itself that private networks in a region read. */
export function serviceBuckets(region: string): string[] {
  return table<Fact & { readonly bucket: string }>('iam', 'serviceBuckets').map((row) => row.bucket.replace('<region>', region));
}

/** Where AWS Organizations is called in a partition, and whether it has policies that opt out of AI services. */
export interface OrganizationPlace extends Fact {
  readonly partition: string;
  readonly region: string;
  readonly optOut: boolean;
}

export function organizationPlace(partition: string): OrganizationPlace {
  const place = table<OrganizationPlace>('iam', 'organizations').find((row) => row.partition === partition);
  if (place === undefined) throw new Error(`facts/iam.yaml has no organization in ${partition}`);
  return place;
}

/** Patterns of the instance types that capacity boundaries speak of. */
export function gpuFamilies(): string[] {
  return table<Fact & { readonly pattern: string }>('iam', 'gpuFamilies').map(({ pattern }) => pattern);
}
