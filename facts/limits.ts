/** How much of something one stack, resource, account or project takes. Source: limits.yaml. */
import { type Row, table } from './read.js';

/** What every limit says, whatever it limits. */
export type ServiceLimit = Omit<Row<'limits', 'sums'>, 'unit'>;

/** `visible` are characters without white space, `references` occurrences of `{{resolve:…}}`. */
export type Unit = Row<'limits', 'sums'>['unit'];

/** A limit of a part of a CloudFormation template; the part '' is all of it. */
export type StackLimit = Row<'limits', 'stacks'>;

/** A type of organization policy: the size of one, and how many an account takes. */
export type OrganizationPolicyLimit = Row<'limits', 'organizationPolicies'>;

export const stackLimits = () => table('limits', 'stacks');
export const propertyLimits = () => table('limits', 'properties');
export const countLimits = () => table('limits', 'counts');
const sums = () => table('limits', 'sums');

/** A limit by its name. */
export function serviceLimit(name: string): ServiceLimit {
  const row = [...stackLimits(), ...propertyLimits(), ...countLimits(), ...sums()].find(({ limit }) => limit === name);
  if (row === undefined) throw new Error(`facts/limits.yaml has no limit ${name}`);
  return row;
}

/** Names of all limits. */
export function limitNames(): string[] {
  return [...stackLimits(), ...propertyLimits(), ...countLimits(), ...sums()].map(({ limit }) => limit);
}

/** What one type of organization policy may be; undefined for a type that nobody looked up. */
export function organizationPolicyLimit(type: string): OrganizationPolicyLimit | undefined {
  return table('limits', 'organizationPolicies').find((row) => row.type === type);
}

/** What names of a kind of thing may be: how long, and of which characters. */
export type NameForm = Row<'limits', 'names'>;

export function nameForm(kind: NameForm['name']): NameForm {
  const row = table('limits', 'names').find(({ name }) => name === kind);
  if (row === undefined) throw new Error(`facts/limits.yaml has no form of ${kind} names`);
  return row;
}

/** Longest name of a kind of thing, in characters. */
export function nameLimit(kind: NameForm['name']): number {
  return nameForm(kind).most;
}

/** The quota that functions reserve their runs from, in an account and region. */
export function executionQuota(): Row<'limits', 'executions'> {
  const [row] = table('limits', 'executions');
  if (row === undefined) throw new Error('facts/limits.yaml has no executions');
  return row;
}

/** Disk of a CodeBuild machine, in 10^9 bytes; undefined for a type that facts do not know. */
export function builderDiskGB(computeType: string): number | undefined {
  return table('limits', 'builders').find((row) => row.computeType === computeType)?.diskGB;
}
