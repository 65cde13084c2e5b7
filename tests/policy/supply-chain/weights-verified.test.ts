import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/weights-verified.js';
import { type Json, resourceOf, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { googleFleet, onGoogleFleet } from '../../support/google-fleet.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const store = 'aws-weights-eu-north-1';
const job = 'aws-weights-ingest-eu-north-1';

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
    ['ProvenanceSha256', '1'.repeat(64)],
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
  ])('notices a job with %s', (_, change, message) => {
    const found = findingsAfter(rule, job, (document) => change(resourceOf(document, 'AWS::CodeBuild::Project')));
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
    expect(found[0]).toMatchObject({ path: 'weights.ingest', severity: 'fatal' });
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

describe('on Azure', () => {
  const store = 'azure-weights-eastus';
  const example = 'examples/azure-nodes.yaml';
  const of = (type: string, change: (one: Json) => void) => (document: Written) => change(terraformResourceOf(document, type));
  const signing = (change: (key: Json) => void) => (document: Written) =>
    change(Object.values<Json>(document.resource['azurerm_key_vault_key']).find(({ key_type: type }) => type === 'EC'));

  it('accepts the store as it is emitted', () => expect(findings(rule, [], example)).toEqual([]));

  it('takes what a key is for in any order, and nothing more', () => {
    expect(
      findingsAfter(
        rule,
        store,
        signing((key) => key.key_opts.reverse()),
        {},
        example,
      ),
    ).toEqual([]);
    const [found] = findingsAfter(
      rule,
      store,
      signing((key) => key.key_opts.push('decrypt')),
      {},
      example,
    );
    expect(found?.message).toContain('key_opts: received sign,verify,decrypt');
  });

  it.each<[string, (document: Written) => void, string]>([
    [
      'an account without versions',
      of('azurerm_storage_account', (one) => (one.blob_properties.versioning_enabled = false)),
      'versioning_enabled: received false',
    ],
    ['an account that has keys', of('azurerm_storage_account', (one) => (one.shared_access_key_enabled = true)), 'shared_access_key_enabled: received true'],
    ['an account of another name', of('azurerm_storage_account', (one) => (one.name = 'elsewhere')), 'No stack makes the storage account'],
    ['a container that keeps nothing', (document) => delete document.resource['azurerm_storage_container_immutability_policy'], 'Nothing keeps what is stored'],
    ['a policy of one day', of('azurerm_storage_container_immutability_policy', (one) => (one.immutability_period_in_days = 1)), 'received 1. Allowed: 3650'],
    ['a key on another curve', signing((key) => (key.curve = 'P-521')), 'curve: received P-521'],
    ['no key', signing((key) => (key.name = 'another')), 'No stack makes the key signing-1'],
    [
      'another writer',
      (document) => {
        const right = Object.entries<Json>(document.resource['azurerm_role_assignment']).find(([id]) => id.startsWith('Weights_Writer'))?.[1];
        right.principal_id = '99999999-9999-4999-8999-999999999999';
      },
      'gives 99999999-9999-4999-8999-999999999999 a role on weights',
    ],
  ])('refuses %s', (_, change, message) => {
    expect(findingsAfter(rule, store, change, {}, example).map((one) => one.message)).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
  });
});
