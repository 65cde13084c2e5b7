/** How much of something one stack, resource, account or project takes. Source: limits.yaml. */
import { type Fact, table } from './read.js';

export interface ServiceLimit extends Fact {
  readonly limit: string;
  /** Unit and thing in the words of a message: `outputs`, `bytes of policy`. */
  readonly what: string;
  /** For a limit that can be raised, what an account starts with. */
  readonly most: number;
  /** Whether the provider raises it on request. */
  readonly raisable: boolean;
  /** What to do when it is not raised. */
  readonly instead: string;
}

/** `visible` are characters without white space, `references` occurrences of `{{resolve:…}}`. */
export type Unit = 'bytes' | 'characters' | 'visible' | 'items' | 'references';

/** A limit of a part of a CloudFormation template; the part '' is all of it. */
export interface StackLimit extends ServiceLimit {
  readonly part: string;
  readonly unit: Unit;
}

/** A limit of one property. In its path, `[]` stands for every element of a list and `*` for every value. */
export interface PropertyLimit extends ServiceLimit {
  readonly type: string;
  readonly property: string;
  readonly unit: Unit;
}

export interface CountLimit extends ServiceLimit {
  readonly type: string;
  readonly per: readonly string[];
}

/** A type of organization policy: the size of one, and how many an account takes. */
export interface OrganizationPolicyLimit extends ServiceLimit {
  readonly type: string;
  readonly perAccount: number;
}

export const stackLimits = () => table<StackLimit>('limits', 'stacks');
export const propertyLimits = () => table<PropertyLimit>('limits', 'properties');
export const countLimits = () => table<CountLimit>('limits', 'counts');
const sums = () => table<ServiceLimit>('limits', 'sums');

/** A limit by its name. */
export function serviceLimit(name: string): ServiceLimit {
  const row = [...stackLimits(), ...propertyLimits(), ...countLimits(), ...sums()].find(({ limit }) => limit === name);
  if (row === undefined) throw new Error(`facts/limits.yaml has no limit ${name}`);
  return row;
}

/** What one type of organization policy may be; undefined for a type that nobody looked up. */
export function organizationPolicyLimit(type: string): OrganizationPolicyLimit | undefined {
  return table<OrganizationPolicyLimit>('limits', 'organizationPolicies').find((row) => row.type === type);
}

/** Disk of a CodeBuild machine, in 10^9 bytes; undefined for a type that facts do not know. */
export function builderDiskGB(computeType: string): number | undefined {
  return table<Fact & { readonly computeType: string; readonly diskGB: number }>('limits', 'builders').find((row) => row.computeType === computeType)?.diskGB;
}
