/** What AWS policies cannot narrow. Source: iam.yaml. */
import { type Row, table } from './read.js';

/** Whether AWS authorizes an action on no resource at all. */
export function lacksResourceLevel(action: string): boolean {
  return table('iam', 'withoutResource').some((row) => row.action.toLowerCase() === action.toLowerCase());
}

/** Buckets of AWS itself that private networks in a region read. */
export function serviceBuckets(region: string): string[] {
  return table('iam', 'serviceBuckets').map((row) => row.bucket.replace('<region>', region));
}

/** Where AWS Organizations is called in a partition, and whether it has policies that opt out of AI services. */
export type OrganizationPlace = Row<'iam', 'organizations'>;

export function organizationPlace(partition: string): OrganizationPlace {
  const place = table('iam', 'organizations').find((row) => row.partition === partition);
  if (place === undefined) throw new Error(`facts/iam.yaml has no organization in ${partition}`);
  return place;
}

/** Patterns of the instance types that capacity boundaries speak of. */
export function gpuFamilies(): string[] {
  return table('iam', 'gpuFamilies').map(({ pattern }) => pattern);
}
