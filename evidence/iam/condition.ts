import type { PolicyStatement } from './policy-statements.js';

/** What a request says of itself. */
export interface Conditions {
  readonly keys: Readonly<Record<string, string | readonly string[]>>;
  /** @default false: a key that is not listed is absent */
  readonly moreKeys?: boolean;
}

type Condition = PolicyStatement['conditions'][number];
type Answer = boolean | 'unknown';

/**
 * One operator on one key. Several values mean "any of"; under a negated operator "none of", which an absent key satisfies.
 * What this does not know (dates, addresses, sets of values, a key that the request may or may not carry) it says so.
 */
export function holds({ operator, key, values }: Condition, { keys, moreKeys = false }: Conditions): Answer {
  const found = Object.entries(keys).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  if (found === undefined && moreKeys) return 'unknown';
  if (operator === 'Null') return (found === undefined) === (values[0] === 'true');
  const [, name = '', ifExists] = /^(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const test = tests[name.replace('Not', '')];
  if (test === undefined) return 'unknown';
  if (found === undefined) return name.includes('Not') || ifExists !== undefined;
  const matches = [found].flat().some((value) => values.some((expected) => test(expected, value)));
  return matches !== name.includes('Not');
}

const number = (compare: (value: number, bound: number) => boolean) => (expected: string, value: string) => compare(Number(value), Number(expected));

/** Whether what a policy expects fits what the request carries, by operator without its negation. */
const tests: Readonly<Record<string, (expected: string, value: string) => boolean>> = {
  StringEquals: (expected, value) => expected === value,
  StringEqualsIgnoreCase: (expected, value) => expected.toLowerCase() === value.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (expected, value) => expected.toLowerCase() === value.toLowerCase(),
  NumericEquals: number((value, bound) => value === bound),
  NumericLessThan: number((value, bound) => value < bound),
  NumericLessThanEquals: number((value, bound) => value <= bound),
  NumericGreaterThan: number((value, bound) => value > bound),
  NumericGreaterThanEquals: number((value, bound) => value >= bound),
};

/** `*` and `?` as policies read them. */
export function like(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
