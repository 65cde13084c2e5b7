import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/reviewed-script.js';
import { resourceOf, type Written } from '../../support/documents.js';
import { findingsAfter } from '../../support/findings.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
const ones = '1'.repeat(64);

const another = 'is not the program that was reviewed';
describe('code of functions', () => {
  const watch = 'aws-lifecycle-us-east-2';
  const changed = (files: Readonly<Record<string, string>> | undefined, key?: string) => {
    const loaded = topologyWith();
    const evidence = evidenceOf(loaded);
    const stack = evidence.aws?.find(({ name }) => name.endsWith(watch));
    const [own = ''] = Object.keys(stack?.assets ?? {});
    const change = (document: Written) => (key === undefined ? undefined : (resourceOf(document, 'AWS::Lambda::Function').Code.S3Key = key));
    return judge([rule], loaded, asOf, mutated(evidence, watch, change, { assets: files === undefined ? {} : { [key ?? own]: { files } } }));
  };

  it('is held to the digests of its files, and waivable where it handles nothing', () => {
    expect(changed({ 'index.mjs': ones })).toMatchObject([{ severity: 'error', message: expect.stringContaining(another) }]);
  });

  it('has to be there, under the key that the template names', () => {
    expect(changed(undefined)).toMatchObject([{ message: expect.stringContaining('no asset of the output has that name and files') }]);
    expect(changed({}, `${ones}.zip`)).toMatchObject([{ message: expect.stringContaining(`is ${ones}.zip, and no asset`) }]);
  });

  it('is fatal where it decides what is kept of prompts', () => {
    const change = (document: Written) => (resourceOf(document, 'AWS::Lambda::Function').Code = { ZipFile: 'x' });
    expect(findingsAfter(rule, 'aws-account-us-east-2', change)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(another) }]);
  });
});

describe('a type without a row', () => {
  const added = (Type: string, Properties: object) => findingsAfter(rule, fleet, (document) => void (document.Resources.Extra = { Type, Properties }));

  it('is looked through for programs', () => {
    expect(added('AWS::EC2::Instance', { UserData: { 'Fn::Base64': 'id' } })).toMatchObject([
      { severity: 'fatal', message: expect.stringContaining('UserData of Extra is a program that nobody reviewed') },
    ]);
    expect(added('AWS::MadeUp::Runner', { Steps: [{ Run: '#!/bin/sh\nid' }] })).toMatchObject([
      { message: expect.stringContaining('Steps.Run of Extra is a program') },
    ]);
    expect(added('AWS::MadeUp::Runner', { Steps: ['nothing'] })).toEqual([]);
  });
});

it('a program of an extension is allowed by its digest, in its stacks, and in place of no reviewed one', () => {
  const digest = 'a56145270ce6b3bebd1dd012b73948677dd618d496488bc608a3cb43ce3547dd';
  const script = (path: string, sha256: string) =>
    `stacks: [acme-prod-aws-fleet-eu-fleet], scripts: [{ type: AWS::EC2::Instance, path: ${path}, sha256: "${sha256}" }]`;
  const judged = (declared: string) => {
    const loaded = topologyWith([
      [
        '\nzones:\n',
        `\nextensions:\n  probe: { owner: sre, reason: a probe, approval: probe, granted: 2026-10-01, expires: 2027-09-30, ${declared} }\nzones:\n`,
      ],
      [
        'approvals:\n',
        'approvals:\n  probe: { kind: extension, subject: extensions.probe, reference: ARB-7, grantedBy: arb@acme.example, grantedOn: 2026-10-01, expires: 2027-09-30 }\n',
      ],
    ]);
    const change = (document: Written) => void (document.Resources.Extra = { Type: 'AWS::EC2::Instance', Properties: { UserData: 'id' } });
    return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), fleet, change));
  };
  expect(judged('types: [AWS::EC2::Instance]')).toHaveLength(1);
  expect(judged(script('UserData', digest))).toEqual([]);
  expect(judged(script('UserData', ones))).toHaveLength(1);
  expect(judged(script('Other', digest))).toHaveLength(1);
});
