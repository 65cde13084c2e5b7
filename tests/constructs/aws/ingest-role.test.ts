import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const ingest = written('aws-weights-ingest-eu-north-1');
const statements: Json[] = propertiesOf(ingest, 'JobPolicy').PolicyDocument.Statement;

describe('the role that brings weights in', () => {
  it('signs digests by one alias, and encrypts for one bucket', () => {
    expect(statements.find(({ Action }) => [Action].flat().includes('kms:Sign'))).toMatchObject({
      Condition: { StringEquals: { 'kms:RequestAlias': 'alias/llama-weights-acme-1', 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'DIGEST' } },
    });
    expect(statements.find(({ Action }) => [Action].flat().includes('kms:GenerateDataKey'))).toMatchObject({
      Condition: {
        StringEquals: {
          'kms:ViaService': 's3.eu-north-1.amazonaws.com',
          'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::llama-weights-acme-111122223333-eu-north-1',
        },
      },
    });
  });

  it('deletes nothing, overrules no lock, and is taken by CodeBuild of its own account', () => {
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /^s3:(Delete|Bypass|PutObjectRetention|PutBucket)/.test(action))).toEqual([]);
    expect(propertiesOf(ingest, 'JobRole').AssumeRolePolicyDocument.Statement).toEqual([
      {
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'codebuild.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } },
      },
    ]);
  });
});
