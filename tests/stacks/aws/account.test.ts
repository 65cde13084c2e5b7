import { describe, expect, it } from 'vitest';
import { type Json, resourceOf } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

function account(file: string): Json {
  const stack = evidenceOf(topologyWith([], file)).aws?.find(({ name }) => name.endsWith('aws-account-us-east-2'));
  return stack?.document;
}

describe('invocation log of metadata', () => {
  const template = account('examples/hosted-only.yaml');
  const bound = {
    StringEquals: { 'aws:SourceAccount': '444455556666' },
    ArnLike: { 'aws:SourceArn': 'arn:aws:bedrock:us-east-2:444455556666:*' },
  };
  const statementOf = (document: Json) => document.Statement.find(({ Sid }: Json) => Sid === 'InvocationLog');

  it('lets Bedrock write to the bucket, for this account and region and below its own prefix only', () => {
    const policies = [0, 1].map((index) => resourceOf(template, 'AWS::S3::BucketPolicy', index).PolicyDocument);
    const [statement, ...others] = policies.map(statementOf).filter((found) => found !== undefined);
    expect(others).toEqual([]);
    expect(statement).toMatchObject({ Action: 's3:PutObject', Principal: { Service: 'bedrock.amazonaws.com' }, Condition: bound });
    expect(JSON.stringify(statement.Resource)).toContain('/AWSLogs/444455556666/BedrockModelInvocationLogs/*');
  });

  it('lets Bedrock encrypt with the key, and not decrypt', () => {
    expect(statementOf(resourceOf(template, 'AWS::KMS::Key').KeyPolicy)).toMatchObject({ Action: 'kms:GenerateDataKey', Condition: bound });
  });

  it('is there before the function names it', () => {
    const settings = Object.values<Json>(template.Resources).find(({ Type }) => Type === 'Custom::BedrockAccountSettings');
    expect(settings.DependsOn.filter((id: string) => template.Resources[id].Type === 'AWS::S3::BucketPolicy')).toHaveLength(2);
  });
});
