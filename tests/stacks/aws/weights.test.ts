import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import type { Edit } from '../../support/topologies.js';
import { topologyWith } from '../../support/topologies.js';

const role = 'arn:aws:iam::444455556666:role/weights-ingest';
/** The reference topology's own supply of weights, replaced. */
const supply = (text: string): Edit => [/\nweights:\n( .*\n)+/.exec(readFileSync('topology.yaml', 'utf8'))?.[0] ?? '', `\nweights: {${text}}\n`];

function stack(name: string, edits: readonly Edit[] = []): Json {
  const found = evidenceOf(topologyWith(edits)).aws?.find((one) => one.name.endsWith(name));
  if (found === undefined) throw new Error(`no stack ends with ${name}`);
  return found.document;
}

const statements = (policy: Json, sid: string) => policy.Statement.filter((statement: Json) => statement.Sid === sid);
const resource = (document: Written, test: (properties: Json) => boolean) =>
  Object.entries<Json>(document.Resources).find(([, { Properties }]) => test(Properties ?? {}));
const signs = (properties: Json) => properties.KeyUsage === 'SIGN_VERIFY';

describe('the weights stack', () => {
  it('has a key that signs and is retained', () => {
    const [, key] = resource(stack('aws-weights-eu-north-1'), signs) ?? [];
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', PendingWindowInDays: 30 } });
  });

  it('lets the ingest role, and it alone, write and sign', () => {
    const document = stack('aws-weights-eu-north-1', [supply(`ingestRole: "${role}"`)]);
    const [, signing] = resource(document, signs) ?? [];
    const [, storing] = resource(document, (properties) => properties.EnableKeyRotation === true) ?? [];
    expect(statements(signing.Properties.KeyPolicy, 'NobodyElseSigns')).toMatchObject([
      { Effect: 'Deny', Action: 'kms:Sign', Principal: { AWS: '*' }, Condition: { ArnNotEquals: { 'aws:PrincipalArn': role } } },
    ]);
    expect(statements(signing.Properties.KeyPolicy, 'Signer')).toMatchObject([{ Action: ['kms:Sign', 'kms:Verify'], Principal: { AWS: role } }]);
    expect(statements(storing.Properties.KeyPolicy, 'Ingest')).toMatchObject([
      { Principal: { AWS: role }, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-north-1.amazonaws.com' } } },
    ]);
    const policies = Object.values<Json>(document.Resources).filter(({ Type }) => Type === 'AWS::S3::BucketPolicy');
    expect(policies.flatMap(({ Properties }) => statements(Properties.PolicyDocument, 'Ingest'))).toMatchObject([
      { Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], Principal: { AWS: role } },
    ]);
  });

  it('replaces the signing key with its generation, and shares the new one', () => {
    const before = resource(stack('aws-weights-eu-north-1'), signs)?.[0];
    const document = stack('aws-weights-eu-north-1', [supply('signingKeyGeneration: 2')]);
    const after = resource(document, signs)?.[0];
    expect(after).not.toBe(before);
    const [, parameter] = resource(document, ({ Name }) => /signing-key-arn$/.test(Name)) ?? [];
    expect(parameter.Properties.Value).toEqual({ 'Fn::GetAtt': [after, 'Arn'] });
  });
});

describe('a node', () => {
  it('may verify with the signing key and nothing else of it, and its user data fits what EC2 takes', () => {
    const document = stack('aws-fleet-eu-fleet');
    const statementsOfNode = Object.values<Json>(document.Resources).flatMap(({ Properties }) => Properties?.PolicyDocument?.Statement ?? []);
    expect(statementsOfNode.filter(({ Sid }: Json) => Sid === 'VerifyManifest')).toMatchObject([
      { Action: 'kms:Verify', Condition: { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } } },
    ]);
    const data = resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData['Fn::Base64'];
    // 16 KB before base64; references become names and ARNs of at most a few hundred characters.
    const parts = data['Fn::Join'][1] as readonly unknown[];
    const [texts, references] = [parts.filter((part) => typeof part === 'string'), parts.filter((part) => typeof part !== 'string')];
    expect(texts.join('').length + 300 * references.length).toBeLessThan(16_384);
  });
});
