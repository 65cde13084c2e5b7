import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const account = written('aws-account-us-east-2');

describe('settings of Bedrock in an account', () => {
  it('keep nothing, and can never be set to keep something', () => {
    expect(propertiesOf(account, 'BedrockSettings')).toMatchObject({ Retention: 'none', ServiceTimeout: '300' });
    expect(propertiesOf(account, 'BedrockPolicy').PolicyDocument.Statement[0]).toMatchObject({
      Sid: 'RetentionNeverLowered',
      Action: 'bedrock:PutAccountDataRetention',
      Condition: { StringEquals: { 'bedrock:DataRetentionMode': 'none' } },
    });
  });

  it('are made by one function at a time', () => {
    expect(propertiesOf(account, 'BedrockFunction')).toMatchObject({
      ReservedConcurrentExecutions: 1,
      Timeout: 120,
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
    });
  });
});
