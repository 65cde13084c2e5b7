import { describe, expect, it } from 'vitest';
import { type Call, decide, holds } from './evaluate.js';

const call = (keys: Call['keys'] = {}): Call => ({ action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', keys });
const condition = (operator: string, ...values: string[]) => ({ operator, key: 'k', values });
const statement = (effect: string, rest: object = {}) => ({ Statement: [{ Effect: effect, Action: '*', Resource: '*', ...rest }] });

describe('the policy evaluator', () => {
  it.each([
    ['StringEquals', 'a', ['a', 'b'], true],
    ['StringEquals', 'c', ['a', 'b'], false],
    ['StringEquals', undefined, ['a'], false],
    ['StringEquals', 'abc', ['a*'], false],
    ['StringLike', 'abc', ['a*'], true],
    ['ArnLike', 'arn:aws:x', ['arn:*:x'], true],
    ['StringNotEquals', 'a', ['a', 'b'], false],
    ['StringNotEquals', 'c', ['a', 'b'], true],
    ['StringNotEquals', undefined, ['a'], true],
    ['ArnNotLike', undefined, ['a*'], true],
    ['ArnNotLike', 'abc', ['x', 'a*'], false],
    ['Null', undefined, ['true'], true],
    ['Null', 'a', ['true'], false],
  ] as const)('%s: %s against %j is %s', (operator, value, values, expected) => {
    expect(holds(condition(operator, ...values), call(value === undefined ? {} : { k: value }))).toBe(expected);
  });

  it('refuses to guess an operator', () => {
    expect(() => holds(condition('NumericLessThan', '1'), call())).toThrow('NumericLessThan');
  });

  it('denies before it allows, and allows nothing by silence', () => {
    expect(decide(call(), { identity: [] })).toBe('deny');
    expect(decide(call(), { identity: [statement('Allow')] })).toBe('allow');
    expect(decide(call(), { identity: [statement('Allow'), statement('Deny')] })).toBe('deny');
    expect(decide(call(), { identity: [statement('Allow')], serviceControl: [statement('Allow'), statement('Deny')] })).toBe('deny');
    expect(decide(call(), { identity: [statement('Allow')], endpoint: statement('Allow', { Action: 's3:PutObject' }) })).toBe('deny');
  });

  it('reads NotResource as all but those', () => {
    const but = (arn: string) => ({ Statement: [{ Effect: 'Deny', Action: 's3:Get*', NotResource: [arn] }] });
    expect(decide(call(), { identity: [statement('Allow'), but('arn:aws:s3:::b/*')] })).toBe('allow');
    expect(decide(call(), { identity: [statement('Allow'), but('arn:aws:s3:::c/*')] })).toBe('deny');
  });
});
