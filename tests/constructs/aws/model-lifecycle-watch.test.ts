import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const lifecycle = written('aws-lifecycle-us-east-2');

describe('the watch over lifecycles', () => {
  it('asks every six hours about the models in use, and no other', () => {
    expect(propertiesOf(lifecycle, 'WatchSchedule')).toMatchObject({ ScheduleExpression: 'rate(6 hours)', FlexibleTimeWindow: { Mode: 'OFF' } });
    expect(propertiesOf(lifecycle, 'WatchPolicy').PolicyDocument.Statement[0]).toMatchObject({
      Action: 'bedrock:GetFoundationModel',
      Resource: 'arn:aws:bedrock:us-east-2::foundation-model/meta.llama3-3-70b-instruct-v1:0',
    });
  });
});
