import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const weights = written('aws-weights-eu-north-1');
const statements: Json[] = propertiesOf(weights, 'SigningKey').KeyPolicy.Statement;

describe('a signing key', () => {
  it('signs by one role, and everybody else is denied', () => {
    expect(statements.find(({ Sid }) => Sid === 'Signer')).toMatchObject({
      Action: ['kms:Sign', 'kms:Verify'],
      Principal: { AWS: 'arn:aws:iam::444455556666:role/llama-weights-ingest-acme-eu-north-1' },
    });
    expect(statements.find(({ Sid }) => Sid === 'NobodyElseSigns')).toMatchObject({
      Effect: 'Deny',
      Action: 'kms:Sign',
      Principal: { AWS: '*' },
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/llama-weights-ingest-acme-eu-north-1' } },
    });
  });

  it('is an elliptic curve key that cannot encrypt, known by an alias', () => {
    expect(propertiesOf(weights, 'SigningKey')).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    expect(propertiesOf(weights, 'SigningKeyName').AliasName).toBe('alias/llama-weights-acme-1');
  });
});
