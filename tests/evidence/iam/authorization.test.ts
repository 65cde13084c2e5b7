import { describe, expect, it } from 'vitest';
import { type Call, type Caller, decide } from '../../../evidence/iam/authorization.js';
import { holds } from '../../../evidence/iam/condition.js';

const call = (keys: Call['keys'] = {}): Call => ({ action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', keys });
const condition = (operator: string, ...values: string[]) => ({ operator, key: 'k', values });
const statement = (effect: string, rest: object = {}) => ({ Statement: [{ Effect: effect, Action: '*', Resource: '*', ...rest }] });

describe('a condition', () => {
  it.each([
    ['StringEquals', 'a', ['a', 'b'], true],
    ['StringEquals', 'c', ['a', 'b'], false],
    ['StringEquals', undefined, ['a'], false],
    ['StringEquals', 'abc', ['a*'], false],
    ['StringEqualsIfExists', undefined, ['a'], true],
    ['StringEqualsIfExists', 'b', ['a'], false],
    ['StringEqualsIgnoreCase', 'A', ['a'], true],
    ['StringLike', 'abc', ['a*'], true],
    ['ArnLike', 'arn:aws:x', ['arn:*:x'], true],
    ['ArnEquals', 'arn:aws:sns:r:1:${Topic}', ['arn:aws:sns:r:1:${Topic}'], true],
    ['StringNotEquals', 'a', ['a', 'b'], false],
    ['StringNotEquals', 'c', ['a', 'b'], true],
    ['StringNotEquals', undefined, ['a'], true],
    ['ArnNotLike', undefined, ['a*'], true],
    ['ArnNotLike', 'abc', ['x', 'a*'], false],
    ['Bool', 'true', ['true'], true],
    ['Bool', 'true', ['false'], false],
    ['Bool', undefined, ['false'], false],
    ['BoolIfExists', undefined, ['false'], true],
    ['NumericLessThan', '1.3', ['1.2'], false],
    ['NumericLessThan', '1.1', ['1.2'], true],
    ['Null', undefined, ['true'], true],
    ['Null', 'a', ['true'], false],
  ] as const)('%s: %s against %j is %s', (operator, value, values, expected) => {
    expect(holds(condition(operator, ...values), call(value === undefined ? {} : { k: value }))).toBe(expected);
  });

  it('reads keys without regard to case', () => {
    expect(holds({ operator: 'StringEquals', key: 'AWS:SourceAccount', values: ['1'] }, { keys: { 'aws:SourceAccount': '1' } })).toBe(true);
  });

  it.each(['IpAddress', 'DateLessThan', 'ForAnyValue:StringEquals'])('is not guessed under %s: it permits nothing and refuses all', (operator) => {
    expect(holds(condition(operator, 'x'), call({ k: 'x' }))).toBe('unknown');
    const under = { Condition: { [operator]: { k: 'x' } } };
    expect(decide(call({ k: 'x' }), { identity: [statement('Allow', under)] })).toBe('deny');
    expect(decide(call({ k: 'x' }), { identity: [statement('Allow'), statement('Deny', under)] })).toBe('deny');
  });

  it('on a key that the request may or may not carry permits nothing and refuses all', () => {
    const open = { ...call(), moreKeys: true };
    const under = (operator: string) => ({ Condition: { [operator]: { k: 'x' } } });
    expect(decide(open, { identity: [statement('Allow', under('StringNotEquals'))] })).toBe('deny');
    expect(decide(open, { identity: [statement('Allow'), statement('Deny', under('StringEquals'))] })).toBe('deny');
    expect(decide(call(), { identity: [statement('Allow'), statement('Deny', under('StringEquals'))] })).toBe('allow');
  });
});

describe('an identity policy, within its bounds', () => {
  it('denies before it allows, and allows nothing by silence', () => {
    expect(decide(call(), { identity: [] })).toBe('deny');
    expect(decide(call(), { identity: [statement('Allow')] })).toBe('allow');
    expect(decide(call(), { identity: [statement('Allow'), statement('Deny')] })).toBe('deny');
    expect(decide(call(), { identity: [statement('Allow')], serviceControl: [statement('Allow'), statement('Deny')] })).toBe('deny');
    expect(decide(call(), { identity: [statement('Allow')], endpoint: statement('Allow', { Action: 's3:PutObject' }) })).toBe('deny');
  });

  it('reads NotResource and NotAction as all but those', () => {
    const but = (arn: string) => ({ Statement: [{ Effect: 'Deny', Action: 's3:Get*', NotResource: [arn] }] });
    expect(decide(call(), { identity: [statement('Allow'), but('arn:aws:s3:::b/*')] })).toBe('allow');
    expect(decide(call(), { identity: [statement('Allow'), but('arn:aws:s3:::c/*')] })).toBe('deny');
    const except = (action: string) => ({ Statement: [{ Effect: 'Deny', NotAction: action, Resource: '*' }] });
    expect(decide(call(), { identity: [statement('Allow'), except('s3:Get*')] })).toBe('allow');
    expect(decide(call(), { identity: [statement('Allow'), except('s3:Put*')] })).toBe('deny');
  });
});

const account = '111122223333';
const service: Caller = { service: 'cloudwatch.amazonaws.com' };
const own: Caller = { role: `arn:aws:iam::${account}:role/own` };
const foreign: Caller = { role: 'arn:aws:iam::999900001111:role/foreign' };
const yes = statement('Allow');
const to = (principal: unknown, effect = 'Allow') => statement(effect, { Principal: principal });
const root = (id: string) => to({ AWS: `arn:aws:iam::${id}:root` });
const owner = statement('Allow', { Principal: { AWS: '*' }, Condition: { StringEquals: { 'AWS:SourceOwner': account } } });

describe('a resource policy', () => {
  it.each<[string, 'allow' | 'deny', Caller, object | undefined, boolean, object[]]>([
    ['a service that it names', 'allow', service, to({ Service: ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] }), false, []],
    ['a service that it does not name', 'deny', service, to({ Service: 'events.amazonaws.com' }), false, []],
    ['a service, by the owner’s account alone', 'deny', service, root(account), false, []],
    ['a service where there is no policy', 'deny', service, undefined, false, []],
    ['a service that acts for the owner', 'allow', service, owner, false, []],
    [
      'a service that everybody’s denial hits',
      'deny',
      service,
      { Statement: [...to({ Service: 'cloudwatch.amazonaws.com' }).Statement, ...to('*', 'Deny').Statement] },
      false,
      [],
    ],
    ['a role of the account by its own right', 'allow', own, undefined, false, [yes]],
    ['a role of the account that is named', 'allow', own, to({ AWS: own.role }), false, []],
    ['a role of the account without a right', 'deny', own, root(account), false, []],
    ['a role of the account where a key names nobody', 'deny', own, undefined, true, [yes]],
    ['a role of the account where a key leaves it to the account', 'allow', own, root(account), true, [yes]],
    ['a role of the account, left to the account, without a right', 'deny', own, root(account), true, []],
    ['a role of another account by its own right', 'deny', foreign, undefined, false, [yes]],
    ['a role of another account that is named, without a right', 'deny', foreign, to({ AWS: foreign.role }), false, []],
    ['a role of another account, named, with a right', 'allow', foreign, to({ AWS: foreign.role }), false, [yes]],
    ['a role of another account through that account, with a right', 'allow', foreign, root('999900001111'), false, [yes]],
    ['a role that the resource refuses', 'deny', own, to({ AWS: own.role }, 'Deny'), false, [yes]],
    ['whoever NotPrincipal leaves over, permitted', 'deny', own, statement('Allow', { NotPrincipal: { AWS: 'x' } }), true, [yes]],
    ['whoever NotPrincipal leaves over, refused', 'deny', own, statement('Deny', { NotPrincipal: { AWS: 'x' } }), false, [yes]],
  ])('%s: %s', (_, expected, caller, document, alone, identity) => {
    const keys = { 'aws:SourceOwner': account };
    expect(decide({ ...call(keys), caller }, { identity, resource: { document, account, alone } })).toBe(expected);
  });
});
