import { describe, expect, it } from 'vitest';
import { changedLines } from '../../diff/lines.js';
import { differences } from '../../diff/values.js';
import { sameMeaning } from '../../evidence/synthesized/canonical.js';

const policy = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (action: unknown, resource: unknown = '*') => ({ Effect: 'Allow', Action: action, Resource: resource });

describe('equal meaning', () => {
  it.each([
    ['keys in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['statements in another order', policy(allow('s3:GetObject'), allow('kms:Decrypt')), policy(allow('kms:Decrypt'), allow('s3:GetObject'))],
    ['actions in another order', policy(allow(['a:B', 'a:A'])), policy(allow(['a:A', 'a:B']))],
    ['one action and a list of one', policy(allow('a:B')), policy(allow(['a:B']))],
    ['a join and its text', { 'Fn::Join': ['', ['a', 'b']] }, 'ab'],
    ['a number and its text', { MaxSize: 3 }, { MaxSize: '3' }],
    [
      'tags in another order',
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      },
      {
        Tags: [
          { Key: 'b', Value: '2' },
          { Key: 'a', Value: '1' },
        ],
      },
    ],
  ])('%s', (_, before, after) => {
    expect(sameMeaning(before, after)).toBe(true);
    expect(differences(before, after)).toEqual([]);
  });

  it('JSON written another way inside a string is no difference', () => {
    expect(differences({ Body: '{"a":1,"b":[1,2]}' }, { Body: '{ "b": [1, 2], "a": 1 }' })).toEqual([]);
  });
});

describe('differences', () => {
  it('of a policy name the statement, and show what joined and left a set', () => {
    const before = policy({ Sid: 'Read', ...allow(['s3:GetObject'], ['arn:a']) });
    const after = policy({ Sid: 'Read', ...allow(['s3:GetObject', 's3:PutObject'], ['arn:a']) });
    expect(differences(before, after)).toEqual([{ path: 'Statement[Read].Action', before: ['s3:GetObject'], after: ['s3:GetObject', 's3:PutObject'] }]);
  });

  it('of a list in which order means something say so', () => {
    expect(differences({ command: ['a', 'b'] }, { command: ['b', 'a'] })).toEqual([{ path: 'command', lines: ['  same items in another order'] }]);
  });

  it('of a service control policy in a string are those of the policy', () => {
    const scp = (region: string) =>
      JSON.stringify(
        policy({ Sid: 'Regions', Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': [region] } } }),
      );
    expect(differences({ Content: scp('eu-north-1') }, { Content: scp('us-east-1') })).toEqual([
      { path: 'Content → Statement[Regions].Condition.StringNotEquals.aws:RequestedRegion', before: ['eu-north-1'], after: ['us-east-1'] },
    ]);
  });

  it('of a dashboard put together from references are those of the dashboard', () => {
    const body = (title: string) => ({ 'Fn::Join': ['', [`{"widgets":[{"title":"${title}","region":"`, { Ref: 'AWS::Region' }, '"}]}']] });
    expect(differences(body('Queue'), body('Requests waiting'), 'DashboardBody')).toEqual([
      { path: 'DashboardBody → widgets[0].title', before: 'Queue', after: 'Requests waiting' },
    ]);
  });

  it('of user data are lines, whether joined, substituted or encoded', () => {
    const script = (port: number) => `#!/bin/bash\nset -e\nexport PORT=${port}\nrun\n`;
    const lines = ['  set -e', '- export PORT=80', '+ export PORT=81', '  run'];
    for (const form of [
      (text: string) => text,
      (text: string) => ({ 'Fn::Base64': { 'Fn::Sub': text } }),
      (text: string) => Buffer.from(text).toString('base64'),
    ]) {
      expect(differences(form(script(80)), form(script(81)), 'UserData')).toEqual([{ path: 'UserData', lines }]);
    }
  });

  it('of YAML in a parameter are those of the document', () => {
    expect(differences('receivers:\n  otlp:\n    port: 4317\n', 'receivers:\n  otlp:\n    port: 4318\n', 'Value')).toEqual([
      { path: 'Value → receivers.otlp.port', before: 4317, after: 4318 },
    ]);
  });

  it('of jsonencode are those of the value', () => {
    const encoded = (value: string) => `\${jsonencode({"rules" = [{"name" = "${value}"}]})}`;
    expect(differences(encoded('a'), encoded('b'), 'policy_rule')).toEqual(
      [
        { path: 'policy_rule → rules[a].name', before: 'a' },
        { path: 'policy_rule → rules[b].name', after: 'b' },
      ].map(({ path, ...rest }) => ({ path: path.replace('.name', ''), ...('before' in rest ? { before: { name: 'a' } } : { after: { name: 'b' } }) })),
    );
  });

  it('of tags name the tag', () => {
    const tags = (value: string) => ({
      Tags: [
        { Key: 'cost-center', Value: value },
        { Key: 'owner', Value: 'x' },
      ],
    });
    expect(differences(tags('cc-1'), tags('cc-2'))).toEqual([{ path: 'Tags[cost-center].Value', before: 'cc-1', after: 'cc-2' }]);
  });
});

describe('changed lines', () => {
  it('have one line of context, and a mark where lines are left out', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const after = before.with(3, 'three').with(15, 'fifteen');
    expect(changedLines(before.join('\n'), after.join('\n'))).toEqual([
      '  line 2',
      '- line 3',
      '+ three',
      '  line 4',
      '…',
      '  line 14',
      '- line 15',
      '+ fifteen',
      '  line 16',
    ]);
  });
});
