import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');

describe('a topic of notices', () => {
  it('takes alarms of its own account and region, over TLS only', () => {
    const statements: Json[] = propertiesOf(fleet, 'AlarmsTopicPolicy').PolicyDocument.Statement;
    expect(statements[0]).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(statements[1]).toMatchObject({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': '111122223333' },
        ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-north-1:111122223333:alarm:*' },
      },
    });
  });

  it('keeps what it could not deliver for 14 days, and says so', () => {
    expect(propertiesOf(fleet, 'AlarmsTopicDeadLetters').MessageRetentionPeriod).toBe(14 * 24 * 3600);
    expect(propertiesOf(fleet, 'AlarmsTopicUndelivered')).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
      Statistic: 'Maximum',
    });
  });
});
