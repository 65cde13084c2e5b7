import { expect, it } from 'vitest';
import { canonical, sameMeaning } from '../../../evidence/synthesized/canonical.js';
import { isText, renderedText } from '../../../evidence/synthesized/rendered-text.js';

it.each([
  ['text', 'text'],
  [true, 'true'],
  [undefined, 'undefined'],
  [{ Ref: 'Bucket' }, '${Bucket}'],
  [{ 'Fn::GetAtt': ['Key', 'Arn'] }, '${Key.Arn}'],
  [{ 'Fn::GetAtt': 'Key.Arn' }, '${Key.Arn}'],
  [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { 'Fn::Join': ['-', ['a', 'b']] }]] }, 'arn:${AWS::Partition}:s3:::a-b'],
  [{ 'Fn::Base64': { 'Fn::Join': ['\n', ['#!/bin/bash', { Ref: 'X' }]] } }, '#!/bin/bash\n${X}'],
  [{ 'Fn::Sub': 'https://${Api}.example' }, 'https://${Api}.example'],
  [{ 'Fn::Sub': ['${a}', { a: 1 }] }, '${a}'],
  // What nobody here puts together is never taken for a text that is known.
  [{ 'Fn::ImportValue': 'x' }, '${Fn::ImportValue}'],
  [{ 'Fn::Join': 'broken' }, '${Fn::Join}'],
  [{ a: 1, b: ['x', { Ref: 'Y' }] }, '{"a":1,"b":["x","${Y}"]}'],
])('%j is rendered as %s', (value, text) => {
  expect(renderedText(value)).toBe(text);
});

it('a function of CloudFormation is a text, an object that only looks like one is not', () => {
  expect([{ Ref: 'A' }, { 'Fn::Join': ['', []] }, 'a'].map(isText)).toEqual([true, true, true]);
  expect([{ Ref: 'A', B: 1 }, { A: 1 }, 1, ['a'], null].map(isText)).toEqual([false, false, false, false, false]);
});

it.each([
  [{ a: 1, b: '2' }, { b: 2, a: '1' }, true],
  [{ Action: 'a' }, { Action: ['a'] }, true],
  [{ Action: ['a', 'b'] }, { Action: ['b', 'a'] }, true],
  [{ Statement: [{ Sid: 'A' }, { Sid: 'B' }] }, { Statement: [{ Sid: 'B' }, { Sid: 'A' }] }, true],
  [{ members: ['a', 'b'] }, { members: ['b', 'a'] }, true],
  // The order of commands and of rules means something.
  [{ Command: ['a', 'b'] }, { Command: ['b', 'a'] }, false],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [{ a: '1' }, { a: ['1'] }, false],
])('%j and %j mean the same: %s', (a, b, same) => {
  expect(sameMeaning(a, b)).toBe(same);
  expect(canonical(a) === canonical(b)).toBe(same);
});
