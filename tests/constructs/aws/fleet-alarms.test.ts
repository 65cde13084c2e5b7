import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');
const alarm = (name: string) => propertiesOf(fleet, `Alarms${name}`);

describe('alarms of a fleet', () => {
  it('judge what the load balancer sees, and tell people when no replica is there', () => {
    expect(alarm('NoReplica')).toMatchObject({
      MetricName: 'HealthyHostCount',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    expect(alarm('FrontErrors')).toMatchObject({ MetricName: 'HTTPCode_ELB_5XX_Count', Threshold: 10, TreatMissingData: 'notBreaching' });
    expect(alarm('ReplicasUnhealthy')).toMatchObject({ MetricName: 'UnHealthyHostCount', Threshold: 1 });
  });

  it('name a runbook each, and reach somebody', () => {
    const alarms = Object.values(fleet.Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
    expect(alarms.length).toBeGreaterThanOrEqual(14);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmDescription).toMatch(/: docs\/runbooks\/[a-z-]+\.md/);
      expect(Properties.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmsTopic/) }]);
    }
  });
});
