/** How much of something one stack, policy or account holds. Source: limits.yaml. */
import { type Fact, table } from './read.js';

export type LimitName =
  | 'stack-resources'
  | 'stack-outputs'
  | 'template-bytes'
  | 'endpoint-policy-characters'
  | 'managed-policy-characters'
  | 'roles-per-account'
  | 'user-data-bytes';

/** Most that a service takes; for a quota that can be raised, what an account starts with. */
export function serviceLimit(name: LimitName): number {
  const row = table<Fact & { readonly limit: LimitName; readonly most: number }>('limits', 'limits').find(({ limit }) => limit === name);
  if (row === undefined) throw new Error(`facts/limits.yaml has no limit ${name}`);
  return row.most;
}

/** Disk of a CodeBuild machine, in 10^9 bytes; undefined for a type that facts do not know. */
export function builderDiskGB(computeType: string): number | undefined {
  return table<Fact & { readonly computeType: string; readonly diskGB: number }>('limits', 'builders').find((row) => row.computeType === computeType)?.diskGB;
}
