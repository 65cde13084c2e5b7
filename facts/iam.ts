/** What AWS policies cannot narrow and how long they may be. Source: iam.yaml. */
import { type Fact, table } from './read.js';

/** Whether AWS authorizes an action on no resource at all. */
export function lacksResourceLevel(action: string): boolean {
  return table<Fact & { readonly action: string }>('iam', 'withoutResource').some((row) => row.action.toLowerCase() === action.toLowerCase());
}

/** Buckets of AWS itself that private networks in a region read. */
export function serviceBuckets(region: string): string[] {
  return table<Fact & { readonly bucket: string }>('iam', 'serviceBuckets').map((row) => row.bucket.replace('<region>', region));
}

/** Most characters that an organization policy of a type may have. */
export function policyLimit(type: string): number {
  const row = table<Fact & { readonly type: string; readonly characters: number }>('iam', 'policyLimits').find((limit) => limit.type === type);
  if (row === undefined) throw new Error(`facts/iam.yaml has no limit of ${type}`);
  return row.characters;
}
