import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const imported = written('aws-bedrock-import-eu-import', 'examples/eu-import.yaml');

describe('an imported model', () => {
  it('is of signed weights at one commit, made by one function at a time', () => {
    expect(propertiesOf(imported, 'Model')).toMatchObject({
      ModelName: 'eu-import-eu-import-b341563c',
      ServiceTimeout: '3600',
      Weights: {
        BucketOwner: '444455556666',
        Prefix: `llama-3.3-70b-instruct/bf16/${'0'.repeat(40)}/`,
        ManifestSha256: '0'.repeat(64),
        ProvenanceSha256: 'none',
      },
    });
    expect(propertiesOf(imported, 'ModelFunction')).toMatchObject({ ReservedConcurrentExecutions: 1, Timeout: 900 });
  });

  it('is read by Bedrock for import jobs of this account and region only', () => {
    expect(propertiesOf(imported, 'ModelImportRole').AssumeRolePolicyDocument.Statement).toMatchObject([
      {
        Principal: { Service: 'bedrock.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': '444455556666' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:bedrock:eu-central-1:444455556666:model-import-job/*' },
        },
      },
    ]);
    expect(propertiesOf(imported, 'ModelImportPolicy').PolicyDocument.Statement[0]).toMatchObject({
      Action: 's3:GetObject',
      Condition: { StringEquals: { 'aws:ResourceAccount': '444455556666' } },
    });
  });

  it('is imported under its own tag: the function can make no other', () => {
    expect(propertiesOf(imported, 'ModelPolicy').PolicyDocument.Statement[0]).toMatchObject({
      Sid: 'Import',
      Condition: { StringEquals: { 'aws:RequestTag/imported-for': 'eu-import-eu-import' } },
    });
  });
});
