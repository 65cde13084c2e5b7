import { describe, expect, it } from 'vitest';
import { readShape } from '../../../catalogue/arguments/shape.js';
import { unreviewedIn } from '../../../evidence/arguments/unreviewed.js';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/state/unreviewed-argument.js';
import { type Change, type Json, resourceOf, terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { landingZone, siem } from '../../support/siem.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologies, topologyWith } from '../../support/topologies.js';

const weights = 'aws-weights-eu-north-1';
const fleet = 'aws-fleet-eu-fleet';
const foundry = 'azure-foundry-dev-foundry';
const bucket = (document: Json): Json => resourceOf(document, 'AWS::S3::Bucket');
const account = (document: Json): Json => terraformResourceOf(document, 'azurerm_cognitive_account');

describe(rule.id, () => {
  it.each(topologies.map(([, file]) => file))('knows all that %s emits', (file) => {
    expect(findings(rule, [], file)).toEqual([]);
  });

  it('lets an extension by type add resources, and leaves those of the topology as they were reviewed', () => {
    const types: Edit = ['    ranges: [10.9.0.0/16]\n', '    types: [AWS::SNS::Topic]\n    ranges: [10.9.0.0/16]\n'];
    const loaded = topologyWith([...siem, types], landingZone);
    const after = (change: Change) => judge([rule], loaded, asOf, mutated(evidenceOf(loaded), 'nordic-app-aws-fleet-fleet', change));
    expect(after((document) => void (document.Resources['Extra'] = { Type: 'AWS::SNS::Topic', Properties: { Unheard: true } }))).toEqual([]);
    expect(after((document) => void (resourceOf(document, 'AWS::SNS::Topic').Unheard = true))).toMatchObject([
      { message: expect.stringContaining('has Unheard') },
    ]);
  });

  it('tells keys on Azure that encrypt, which are renewed, from those that sign', () => {
    const found = findingsAfter(
      rule,
      'azure-fleet-us-nd',
      (module) => delete terraformResourceOf(module, 'azurerm_key_vault_key').rotation_policy,
      {},
      'examples/azure-nodes.yaml',
    );
    expect(found).toMatchObject([{ severity: 'fatal', message: expect.stringContaining('rotation_policy') }]);
  });

  const changes: readonly (readonly [what: string, stack: string, change: Change, severity: string, message: string])[] = [
    [
      'an argument that copies',
      weights,
      (document) => void (bucket(document).ReplicationConfiguration = { Role: 'x' }),
      'fatal',
      'has ReplicationConfiguration, which was never reviewed',
    ],
    [
      'an argument inside a block',
      weights,
      (document) => void (bucket(document).VersioningConfiguration.MfaDelete = 'Disabled'),
      'fatal',
      'has VersioningConfiguration.MfaDelete, which was never reviewed',
    ],
    [
      'a protection that is gone',
      weights,
      (document) => void delete bucket(document).PublicAccessBlockConfiguration,
      'fatal',
      'lacks PublicAccessBlockConfiguration, which every reviewed one has',
    ],
    [
      'a key that is no longer renewed',
      weights,
      (document) => void delete resourceOf(document, 'AWS::KMS::Key').EnableKeyRotation,
      'fatal',
      'has none of them. Allowed together: EnableKeyRotation; KeySpec and KeyUsage.',
    ],
    [
      'a word that was never emitted',
      weights,
      (document) => void (bucket(document).VersioningConfiguration.Status = 'Suspended'),
      'fatal',
      'has Suspended for VersioningConfiguration.Status. Allowed: Enabled.',
    ],
    [
      'a switch the other way, as text too',
      weights,
      (document) => void (bucket(document).PublicAccessBlockConfiguration.BlockPublicAcls = 'false'),
      'fatal',
      'has false for PublicAccessBlockConfiguration.BlockPublicAcls. Allowed: true.',
    ],
    [
      'a value that nobody can read where a word is expected',
      weights,
      (document) => void (bucket(document).VersioningConfiguration.Status = { Ref: 'AWS::Region' }),
      'fatal',
      'has ${AWS::Region} for VersioningConfiguration.Status',
    ],
    [
      'a capability of a container',
      fleet,
      (document) => void (resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].Privileged = true),
      'fatal',
      'has ContainerDefinitions[0].Privileged, which was never reviewed',
    ],
    ['an argument of a module', foundry, (document) => void (account(document).fqdns = ['example.com']), 'fatal', 'has fqdns, which was never reviewed'],
    ['an argument set to null', foundry, (document) => void (account(document).local_auth_enabled = null), 'fatal', 'lacks local_auth_enabled'],
    [
      'an endpoint of one’s own',
      foundry,
      (document) => void (document.provider['azurerm'][0].metadata_host = 'example.com'),
      'fatal',
      'provider azurerm has metadata_host, which was never reviewed',
    ],
    [
      'a source of data',
      foundry,
      (document) => void (document.data = { http: { Fetch: { url: 'https://example.com' } } } as never),
      'fatal',
      'data http.Fetch is of a kind that no reviewed topology emits',
    ],
    [
      'a provider',
      foundry,
      (document) => void (document.provider['external'] = [{}]),
      'fatal',
      'provider external is of a kind that no reviewed topology emits',
    ],
    [
      'a backend setting',
      foundry,
      (document) => void (document.terraform.backend.azurerm.access_key = 'x'),
      'fatal',
      'backend azurerm has access_key, which was never reviewed',
    ],
  ];

  it.each(changes)('notices %s', (_, stack, change, severity, message) => {
    expect(findingsAfter(rule, stack, change)).toMatchObject([{ severity, message: expect.stringContaining(message) }]);
  });

  it('holds numbers that no topology decides', () => {
    const change: Change = (document) => void (bucket(document).LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration = { NoncurrentDays: 12 });
    expect(findingsAfter(rule, weights, change)).toMatchObject([{ message: expect.stringContaining('NoncurrentDays. Allowed: 30, 400.') }]);
  });

  it('leaves other numbers, tags and text for people to other rules', () => {
    const change: Change = (document) => {
      resourceOf(document, 'AWS::KMS::Key').PendingWindowInDays = 12;
      resourceOf(document, 'AWS::KMS::Key').MultiRegion = false;
      bucket(document).Tags.push({ Key: 'team', Value: 'x' });
      resourceOf(document, 'AWS::KMS::Key').Description = 'Another text.';
    };
    expect(findingsAfter(rule, weights, change)).toEqual([]);
  });
});

describe('arguments that go together', () => {
  const shape = readShape({ '|': ['A, B', 'C', 'none'], 'A?': 'text', 'B?': 'text', 'C?': 'text' });
  it.each([[{ A: 'x', B: 'x' }], [{ C: 'x' }], [{}]])('are there so: %j', (value) => {
    expect(unreviewedIn(value, shape)).toEqual([]);
  });
  it.each([
    [{ A: 'x' }, 'A'],
    [{ A: 'x', B: 'x', C: 'x' }, 'A and B and C'],
  ])('are not there so: %j', (value, found) => {
    expect(unreviewedIn(value, shape)).toEqual([{ kind: 'combination', argument: '', found, allowed: 'A and B; C; neither' }]);
  });
});

describe('a reviewed shape', () => {
  const shape = readShape({ 'A?': 'text', B: [{ C: true }], D: { '=': '*', 'E?': 'number' }, F: { '*': 'x | y' } });
  const whole = { B: { C: true }, D: '*', F: { any: 'y' } };
  it.each([
    ['nothing', whole, []],
    ['a list of one as one', { ...whole, B: [{ C: 'true' }, { C: true }] }, []],
    ['a list of one where a block is', { ...whole, F: [{ any: 'y' }] }, []],
    ['text for people', { ...whole, Description: 'x' }, []],
    ['a block where it may be one', { ...whole, D: { E: '5' } }, []],
    ['what is unknown', { ...whole, G: 1 }, [{ kind: 'unknown', argument: 'G', within: ['G'] }]],
    [
      'what is unknown, with what is inside',
      { ...whole, G: [{ x: 1 }, { x: 2, y: { z: 3 } }] },
      [{ kind: 'unknown', argument: 'G', within: ['G.x', 'G.y.z'] }],
    ],
    ['what is absent, inside a list', { ...whole, B: [{ C: true }, {}] }, [{ kind: 'absent', argument: 'B[1].C' }]],
    ['a block where a word is', { ...whole, F: { any: { x: 1 } } }, [{ kind: 'value', argument: 'F.any', found: 'a block', allowed: 'x, y' }]],
    ['a list where a block is', { ...whole, D: ['*', '*'] }, [{ kind: 'value', argument: 'D', found: 'a list', allowed: '*' }]],
    ['text where a number is', { ...whole, D: { E: 'five' } }, [{ kind: 'value', argument: 'D.E', found: 'five', allowed: 'a number' }]],
    ['a switch where text is', { ...whole, A: true }, [{ kind: 'value', argument: 'A', found: 'true', allowed: 'text' }]],
  ])('differs by %s', (_, value, expected) => {
    expect(unreviewedIn(value, shape)).toEqual(expected);
  });
});
