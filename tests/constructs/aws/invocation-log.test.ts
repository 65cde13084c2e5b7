import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('the log of invocations', () => {
  it('is there where the topology asks for metadata, and keeps no text of a prompt', () => {
    const account = written('aws-account-us-east-2', 'examples/hosted-only.yaml');
    const settings = Object.values(account.Resources).find(({ Type }) => Type === 'Custom::BedrockAccountSettings');
    const logging = settings?.Properties.Logging['Fn::Join'][1].join('');
    for (const data of ['text', 'image', 'embedding', 'video', 'audio']) expect(logging).toContain(`"${data}DataDeliveryEnabled":false`);
  });

  it('is written below its own prefix by Bedrock of this account and region, and kept for 400 days', () => {
    const account = written('aws-account-us-east-2', 'examples/hosted-only.yaml');
    expect(propertiesOf(account, 'BedrockInvocationLogBucketPolicy').PolicyDocument.Statement.find(({ Sid }: Json) => Sid === 'InvocationLog')).toMatchObject({
      Principal: { Service: 'bedrock.amazonaws.com' },
      Action: 's3:PutObject',
      Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' }, ArnLike: { 'aws:SourceArn': 'arn:aws:bedrock:us-east-2:444455556666:*' } },
    });
    expect(propertiesOf(account, 'BedrockInvocationLogBucket').LifecycleConfiguration.Rules).toMatchObject([{ ExpirationInDays: 400 }]);
  });
});
