import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/gateway-image.js';
import { signedPayload } from '../../../runtime/gateway/image/signed.js';
import type { Outputs } from '../../../topology/outputs.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const file = 'examples/us-maverick.yaml';
const stack = 'aws-images-us-east-2';
const digest = `sha256:${'a'.repeat(64)}`;
const repository = (name: string) => `555566667777.dkr.ecr.us-east-2.amazonaws.com/llama-gateway/maverick/${name}`;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const signed = (name: string, of = digest) => sign('sha256', signedPayload(repository(name), of), privateKey).toString('base64');

const fine = {
  envoy: `${repository('envoy')}:distroless-v1.40.0@${digest}`,
  processes: `${repository('processes')}:0123456789ab-cdef01234567@${digest}`,
  signed: { key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'), envoy: signed('envoy'), processes: signed('processes') },
};
const recorded = (images: object, edits: readonly Edit[] = []) => {
  const outputs = { gateway: { images: { serving: { 'us-east-2': images } } } } as unknown as Outputs;
  return judge([rule], topologyWith(edits, file, outputs), asOf, {});
};
const job: Edit = [
  '    regions:\n      us-east-2: { cidr: 10.62.0.0/24, availabilityZone: us-east-2a }\n',
  '    regions:\n      eu-west-1: { cidr: 10.62.0.0/24, availabilityZone: eu-west-1a }\n',
];

describe(rule.id, () => {
  it('accepts the job as it is emitted, and images that it signed', () => {
    expect(findings(rule, [], file)).toEqual([]);
    expect(recorded(fine)).toEqual([]);
  });

  it('accepts a builder from the registry of another account, as its stack names it', () => {
    const elsewhere: Edit = ['builder: image-builder:1@', 'builder: 222233334444.dkr.ecr.us-east-2.amazonaws.com/tools/image-builder:1@'];
    expect(findings(rule, [elsewhere], file)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no signatures', { ...fine, signed: undefined }, 'recorded without signatures'],
    ['another digest than was signed', { ...fine, envoy: fine.envoy.replace(/a{64}/, 'b'.repeat(64)) }, 'with a signature that its key did not make'],
    ['the signature of the other image', { ...fine, signed: { ...fine.signed, envoy: fine.signed.processes } }, 'with a signature that its key did not make'],
    [
      'another key',
      {
        ...fine,
        signed: {
          ...fine.signed,
          key: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        },
      },
      'with a signature that its key did not make',
    ],
    ['another registry', { ...fine, envoy: `llama-gateway/envoy:distroless-v1.40.0@${digest}` }, `Allowed: ${repository('envoy')}:…`],
  ])('refuses images that are recorded with %s', (_, images, message) => {
    const found = recorded(images);
    expect(found.map((one) => one.message).join('\n')).toContain(message);
    expect(found.every(({ severity, path }) => severity === 'fatal' && path === 'gateway.zones.us')).toBe(true);
  });

  it('asks for a job in each region with a gateway, and for none elsewhere', () => {
    expect(topologyFindings(rule, [job], file)).toMatchObject([
      { path: 'gateway.images.regions', message: expect.stringContaining('A gateway is served in us-east-2') },
      { path: 'gateway.images.regions.eu-west-1', message: expect.stringContaining('where no gateway is served. Allowed: us-east-2.') },
    ]);
  });

  it('refuses a job in an account in which something serves', () => {
    expect(topologyFindings(rule, [['  images:\n    account: supply', '  images:\n    account: serving']], file)).toMatchObject([
      { path: 'gateway.images.account', severity: 'fatal', message: expect.stringContaining('ohio-fleet is in the account of the job') },
    ]);
  });

  const variable = (document: Written, name: string): Json =>
    resourceOf(document, 'AWS::CodeBuild::Project').Environment.EnvironmentVariables.find((one: Json) => one.Name === name);
  it.each<[string, (document: Written) => void, string]>([
    ['another base', (d) => (variable(d, 'BASE').Value = 'gcr.io/somebody/node:1'), 'Environment.EnvironmentVariables.BASE'],
    ['another Envoy', (d) => (variable(d, 'ENVOY').Value = 'docker.io/somebody/envoy:1'), 'Environment.EnvironmentVariables.ENVOY'],
    ['another registry', (d) => (variable(d, 'REGISTRY').Value = 'registry.example'), 'Environment.EnvironmentVariables.REGISTRY'],
    ['programs of another digest', (d) => (variable(d, 'CONTEXT_SHA256').Value = '0'.repeat(64)), 'Environment.EnvironmentVariables.CONTEXT_SHA256'],
    ['another key', (d) => (variable(d, 'SIGNING_KEY').Value = 'alias/somebody'), 'Environment.EnvironmentVariables.SIGNING_KEY'],
    [
      'a variable more',
      (d) => resourceOf(d, 'AWS::CodeBuild::Project').Environment.EnvironmentVariables.push({ Name: 'BASH_ENV', Type: 'PLAINTEXT', Value: '/x' }),
      'BASH_ENV',
    ],
    ['commands from elsewhere', (d) => (resourceOf(d, 'AWS::CodeBuild::Project').Source.Type = 'GITHUB'), 'Source.Type'],
    ['a privileged build', (d) => (resourceOf(d, 'AWS::CodeBuild::Project').Environment.PrivilegedMode = true), 'PrivilegedMode'],
    ['two builds at a time', (d) => (resourceOf(d, 'AWS::CodeBuild::Project').ConcurrentBuildLimit = 2), 'ConcurrentBuildLimit'],
    ['tags that move', (d) => (resourceOf(d, 'AWS::ECR::Repository').ImageTagMutability = 'MUTABLE'), 'ImageTagMutability'],
    ['no scan', (d) => (resourceOf(d, 'AWS::ECR::Repository').ImageScanningConfiguration.ScanOnPush = false), 'ScanOnPush'],
    ['no key', (d) => delete resourceOf(d, 'AWS::ECR::Repository').EncryptionConfiguration, 'EncryptionConfiguration'],
    ['tags that move in part', (d) => (resourceOf(d, 'AWS::ECR::Repository').ImageTagMutabilityExclusionFilters = []), 'ImageTagMutabilityExclusionFilters'],
    ['a repository of another name', (d) => (resourceOf(d, 'AWS::ECR::Repository').RepositoryName = 'mirror'), 'has the repositories'],
    ['a second job', (d) => (d.Resources['Extra'] = { Type: 'AWS::CodeBuild::Project', Properties: {} }), 'has 2 jobs'],
  ])('notices %s', (_, change, message) => {
    const found = findingsAfter(rule, stack, change, {}, file);
    expect(found.map((one) => one.message).join('\n')).toContain(message);
    expect(found.every(({ severity, path }) => severity === 'fatal' && path === 'gateway.images')).toBe(true);
  });
});
