import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/supply-chain/weights-verified.js';
import { findings, findingsAfter, resourceOf } from '../harness.js';

const fleet = 'aws-fleet-eu-fleet';
const store = 'aws-weights-eu-north-1';
const zeros = '0'.repeat(64);

/** The parts of the user data that are text, put back after a change; each change must match exactly once. */
const edit = (from: string, to: string) => (document: any) => {
  const data = resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData['Fn::Base64'];
  const parts: unknown[] = data['Fn::Join'][1];
  const at = parts.filter((part) => typeof part === 'string' && part.split(from).length === 2);
  if (at.length !== 1) throw new Error(`edit matches ${at.length} parts, not one: ${from}`);
  data['Fn::Join'][1] = parts.map((part) => (part === at[0] ? (part as string).replace(from, () => to) : part));
};
const bucket = (change: (properties: any) => void) => (document: any) => {
  const locked = Object.values<any>(document.Resources).find(({ Properties }) => Properties?.ObjectLockEnabled !== undefined);
  change(locked.Properties);
};
const signingKey = (change: (properties: any) => void) => (document: any) => {
  change(Object.values<any>(document.Resources).find(({ Properties }) => Properties?.KeyUsage === 'SIGN_VERIFY').Properties);
};

describe(rule.id, () => {
  it('accepts a fleet whose nodes verify, and the store as it is emitted', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses a self-hosted model without weights', () => {
    const weights = /\n {4}weights:\n( {6}.*\n){4}/.exec(reference())?.[0] ?? '';
    expect(findings(rule, [[weights, '\n']])).toMatchObject([
      { severity: 'fatal', path: 'models.llama70.weights', message: expect.stringContaining('names no weights') },
    ]);
  });

  it('holds an imported model to the same weights', () => {
    const file = 'examples/eu-import.yaml';
    expect(findings(rule, [], file)).toEqual([]);
    const weights = /\n {4}weights:\n( {6}.*\n){4}/.exec(readFileSync(file, 'utf8'))?.[0] ?? '';
    expect(findings(rule, [[weights, '\n']], file)).toMatchObject([
      {
        severity: 'fatal',
        path: 'models.llama70.weights',
        message: expect.stringContaining('eu-import serves llama70, of which the topology names no weights'),
      },
    ]);
  });

  it('refuses weights that nobody has approved, unless the topology is an example', () => {
    expect(findings(rule, [['example: true\nasOf: 2026-11-24', 'example: false']])).toMatchObject([
      { message: expect.stringContaining('facts/weights/ has no manifest of llama-3.3-70b-instruct fp8') },
    ]);
  });

  it.each([
    ['444455556666', 0],
    ['111122223333', 1],
  ])('wants ingest in an account without nodes: %s', (account, count) => {
    const found = findings(rule, [['\nmodels:\n', `\nweights: {ingestRole: "arn:aws:iam::${account}:role/weights-ingest"}\n\nmodels:\n`]]);
    expect(found).toHaveLength(count);
    if (count > 0) expect(found).toMatchObject([{ path: 'weights.ingestRole', severity: 'fatal' }]);
  });

  it.each([
    ['another digest', edit(`MANIFEST_SHA256="${zeros}"`, `MANIFEST_SHA256="${'1'.repeat(64)}"`), 'sets MANIFEST_SHA256 to'],
    ['a digest set again', edit('trap left EXIT\n', `trap left EXIT\nMANIFEST_SHA256="${'1'.repeat(64)}"\n`), 'sets MANIFEST_SHA256 to'],
    ['another key', edit('WEIGHTS_SIGNING_KEY="', 'WEIGHTS_SIGNING_KEY="x'), 'sets WEIGHTS_SIGNING_KEY to'],
    ['no key', edit('export WEIGHTS_SIGNING_KEY=', 'export OTHER='), 'sets WEIGHTS_SIGNING_KEY to nothing'],
    ['no call of the verification', edit('\nverify_signature\n', '\n'), 'never runs `verify_signature`'],
    ['its call commented out', edit('\nverify_signature\n', '\n# verify_signature\n'), 'never runs `verify_signature`'],
    ['its call after the weights', edit('\nverify_signature\nfetch_weights\n', '\nfetch_weights\nverify_signature\n'), 'too early'],
    ['a verification that KMS is not asked for', edit('aws kms verify', 'echo True #'), 'does not verify the signature'],
    ['a result that is ignored', edit('[[ "${valid}" == True ]] ||', 'true ||'), 'does not act on the result'],
    ['no comparison of the manifest', edit('[[ "${actual}" == "${MANIFEST_SHA256}" ]]', 'true'), 'does not compare the manifest'],
    ['no restriction of names', edit('allowed "${name}" ||', 'true ||'), 'does not restrict names'],
    ['a function in place of another', edit('trap left EXIT\n', 'verify_signature() { true; }\ntrap left EXIT\n'), 'defines `verify_signature` anew'],
    ['a function in place of the client', edit('trap left EXIT\n', 'aws() { echo True; }\ntrap left EXIT\n'), 'defines `aws` anew'],
    ['failures passed over', edit('set -Eeuo pipefail', 'set -u'), 'does not stop at a failure'],
    ['an agent that waits for nothing', edit('ConditionPathExists=', 'Documentation='), 'does not keep the ECS agent'],
  ])('notices user data with %s', (_, change, message) => {
    expect(findingsAfter(rule, fleet, change)).toMatchObject([{ path: 'models.llama70.weights', message: expect.stringContaining(message) }]);
  });

  it('notices a launch template without user data', () => {
    const change = (document: any) => delete resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData;
    expect(findingsAfter(rule, fleet, change)).toHaveLength(1);
  });

  it.each([
    ['no Object Lock', bucket((properties) => delete properties.ObjectLockEnabled), 'ObjectLockEnabled'],
    ['no retention', bucket((properties) => delete properties.ObjectLockConfiguration), 'ObjectLockConfiguration'],
    [
      'a lock that not even the licensor’s demand opens',
      bucket((properties) => void (properties.ObjectLockConfiguration.Rule.DefaultRetention.Mode = 'COMPLIANCE')),
      'received COMPLIANCE',
    ],
    ['a lock for no time', bucket((properties) => void (properties.ObjectLockConfiguration.Rule.DefaultRetention.Days = 0)), '0 days'],
    ['no versions', bucket((properties) => void (properties.VersioningConfiguration.Status = 'Suspended')), 'Suspended'],
    [
      'a key of the service',
      bucket((properties) => {
        properties.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault = { SSEAlgorithm: 'AES256' };
      }),
      'AES256',
    ],
    ['a key that cannot sign', signingKey((properties) => void (properties.KeyUsage = 'ENCRYPT_DECRYPT')), 'ENCRYPT_DECRYPT'],
  ])('notices a store with %s', (_, change, message) => {
    expect(findingsAfter(rule, store, change)).toMatchObject([{ message: expect.stringContaining(message) }]);
  });

  it('notices that nobody shares the bucket', () => {
    const change = (document: any) => {
      for (const [id, { Type, Properties }] of Object.entries<any>(document.Resources)) {
        if (Type === 'AWS::SSM::Parameter' && /bucket/.test(Properties.Name)) delete document.Resources[id];
      }
    };
    expect(findingsAfter(rule, store, change)).toMatchObject([{ message: expect.stringContaining('No bucket is shared') }]);
  });
});

function reference(): string {
  return readFileSync('topology.yaml', 'utf8');
}
