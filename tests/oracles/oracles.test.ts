import { describe, expect, it } from 'vitest';
import { leftInBedrock } from './custom-resources.js';
import { afterChange, notShown, openOf } from './expectations.js';
import type { Seen } from './expected-facts.js';
import { judge } from './nag.js';
import { withoutTypes } from './provable.js';

describe('acknowledgements of cdk-nag', () => {
  const found = [{ rule: 'AwsSolutions-S1', path: 'stack/Logs/Resource', description: 'no access logs' }];

  it('explain a finding by rule and path', () => {
    expect(judge(found, [{ rule: 'AwsSolutions-S1', path: /\/Logs\/Resource$/, reason: 'it is the log' }])).toEqual([]);
  });

  it('that are missing or stale fail', () => {
    expect(judge(found, [{ rule: 'AwsSolutions-S1', path: /\/Weights\/Resource$/, reason: 'another bucket' }])).toEqual([
      expect.stringContaining('AwsSolutions-S1 at stack/Logs/Resource'),
      expect.stringContaining('stale'),
    ]);
  });
});

describe('a template for an emulator', () => {
  it('loses the refused types and keeps what refers to them', () => {
    const resources = {
      Group: { Type: 'AWS::X::Group' },
      Reader: { Type: 'AWS::Y::Reader', DependsOn: ['Group', 'Other'], Properties: { Arn: { 'Fn::GetAtt': ['Group', 'Arn'] }, Names: [{ Ref: 'Group' }] } },
    };
    expect(withoutTypes({ Resources: resources }, new Set(['AWS::X::Group']))).toEqual({
      left: ['AWS::X::Group'],
      template: {
        Resources: {
          Reader: {
            Type: 'AWS::Y::Reader',
            DependsOn: ['Other'],
            Properties: { Arn: 'arn:aws:not-created:us-east-1:000000000000:Group', Names: ['arn:aws:not-created:us-east-1:000000000000:Group'] },
          },
        },
      },
    });
  });
});

describe('what Bedrock holds once the stacks are gone', () => {
  const templates = { s: { Resources: { Settings: { Type: 'Custom::BedrockAccountSettings', Properties: { Retention: 'none' } } } } };
  const stacks = [{ name: 's', account: '111122223333', region: 'us-east-2', template: 's.json' }];
  const logging = { cloudWatchConfig: { logGroupName: 'earlier-invocations' }, textDataDeliveryEnabled: false };
  const left = (found: object) => leftInBedrock(templates, stacks, () => ({ retention: 'none', logging, models: [], ...found }));

  it('is the log of before and the retention of the stack', () => expect(left({})).toEqual([]));
  it.each([
    ['a log that was not given back', { logging: null }, /did not give the earlier invocation log back$/],
    ['prompts in it', { logging: { ...logging, textDataDeliveryEnabled: true } }, /with textDataDeliveryEnabled$/],
    ['a retention that was let go', { retention: 'default' }, /left retention at default$/],
    ['a model', { models: ['m'] }, /left the imported model m$/],
  ])('is not %s', (_, found, message) => expect(left(found)).toEqual([expect.stringMatching(message)]));
});

describe('what is open of several looks', () => {
  const none = 'there is no such resource';
  const open = (...looks: Record<string, string>[]) => Object.fromEntries(openOf(looks.map((look) => new Map(Object.entries(look)))));
  const after = (before: object, now: object) => Object.fromEntries(afterChange(new Map(Object.entries(before)), new Map(Object.entries(now))));

  it('failed in one of them, or had a subject in none', () => {
    expect(open({ a: 'broken' }, {})).toEqual({ a: 'broken' });
    expect(open({ a: none }, {})).toEqual({});
    expect(open({ a: none }, { a: 'broken' })).toEqual({ a: 'broken' });
    expect(open({ a: none }, { a: none })).toEqual({ a: none });
  });
  it('says what a change lost, once', () => {
    expect(after({}, { a: 'broken' })).toEqual({ 'a, after a change': 'broken' });
    expect(after({ a: 'broken' }, { a: 'broken' })).toEqual({});
    expect(after({ a: none }, { a: 'broken' })).toEqual({ a: 'broken' });
  });
});

describe('facts read back', () => {
  const key: Seen = {
    stack: 's',
    type: 'AWS::KMS::Key',
    id: 'Key',
    physical: 'k',
    status: 'CREATE_COMPLETE',
    seen: { Rotation: true, Enabled: true },
    tags: { owner: 'a' },
    error: null,
  };
  const templates = { s: { Resources: { Key: { Properties: { Tags: [{ Key: 'owner', Value: 'a' }] } } } } };
  const about = (one: Seen) => [...notShown(templates, [one]).keys()].filter((entry) => entry.startsWith(one.type));

  it('hold', () => expect(about(key)).toEqual([]));
  it('that differ are named', () => expect(about({ ...key, seen: { Rotation: false, Enabled: true } })).toEqual(['AWS::KMS::Key: rotation']));
  it('include tags', () => expect(about({ ...key, tags: {} })).toEqual(['AWS::KMS::Key: tags']));
  it('need a resource that its service shows', () => expect(about({ ...key, seen: null })).toEqual(['AWS::KMS::Key: read back', 'AWS::KMS::Key: rotation']));
});
