import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');

describe('scaling of replicas', () => {
  it('is between the declared minimum and four replicas a node', () => {
    expect(propertiesOf(fleet, 'ScalingTarget')).toMatchObject({ MinCapacity: 40, MaxCapacity: 48, ScalableDimension: 'ecs:service:DesiredCount' });
  });

  it('follows the clock of the people who use it', () => {
    expect(propertiesOf(fleet, 'ScalingTarget').ScheduledActions).toEqual([
      {
        ScheduledActionName: 'evening',
        Schedule: 'cron(0 20 ? * MON-FRI *)',
        Timezone: 'Europe/Berlin',
        ScalableTargetAction: { MinCapacity: 40, MaxCapacity: 48 },
      },
      {
        ScheduledActionName: 'morning',
        Schedule: 'cron(0 6 ? * MON-FRI *)',
        Timezone: 'Europe/Berlin',
        ScalableTargetAction: { MinCapacity: 48, MaxCapacity: 48 },
      },
    ]);
  });

  it('keeps eight requests waiting for each replica, and waits until a new one has loaded', () => {
    expect(propertiesOf(fleet, 'ScalingWaiting').TargetTrackingScalingPolicyConfiguration).toMatchObject({
      TargetValue: 8,
      CustomizedMetricSpecification: { MetricName: 'vllm:num_requests_waiting', Statistic: 'Average', Namespace: 'LlamaFleet' },
      ScaleOutCooldown: 900,
      ScaleInCooldown: 1800,
    });
  });
});
