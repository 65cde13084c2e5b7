import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const weights = written('aws-weights-eu-north-1');
const bucket = propertiesOf(weights, 'StorageWeights');
const statements: Json[] = propertiesOf(weights, 'StorageWeightsPolicy').PolicyDocument.Statement;

describe('the bucket of weights', () => {
  it('keeps each object for a year against everybody but who may overrule it, and every version', () => {
    expect(bucket).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 365, Mode: 'GOVERNANCE' } } },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    expect(bucket.LifecycleConfiguration.Rules).toEqual([{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' }]);
  });

  it('is written by the ingest role alone, which can neither delete nor list', () => {
    const ingest = statements.filter(({ Principal }) => JSON.stringify(Principal).includes('llama-weights-ingest'));
    expect(ingest.flatMap(({ Action }) => Action)).toEqual(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject']);
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow').map(({ Principal }) => Principal.AWS);
    expect(allowed).toEqual(['arn:aws:iam::444455556666:role/llama-weights-ingest-acme-eu-north-1']);
  });

  it('has a name that nobody else can have', () => {
    expect(bucket.BucketName).toBe('llama-weights-acme-111122223333-eu-north-1');
  });
});
