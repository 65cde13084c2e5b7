import { describe, expect, it } from 'vitest';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-fleet', 'examples/sovereign.yaml');

describe('notices of a Capacity Block', () => {
  it('come 14 days, 3 days and an hour before EC2 ends its instances, half an hour before the block ends', () => {
    const schedules = Object.values(fleet.Resources).filter(({ Type }) => Type === 'AWS::Scheduler::Schedule');
    expect(schedules.map(({ Properties }) => Properties.ScheduleExpression).sort()).toEqual([
      'cron(0 10 26 4 ? *)',
      'cron(0 11 12 4 ? *)',
      'cron(0 11 23 4 ? *)',
    ]);
    for (const { Properties } of schedules) expect(Properties).toMatchObject({ FlexibleTimeWindow: { Mode: 'OFF' }, ScheduleExpressionTimezone: 'UTC' });
  });

  it('and when EC2 itself warns of this block', () => {
    const rule = Object.values(fleet.Resources).find(
      ({ Type, Properties }) => Type === 'AWS::Events::Rule' && JSON.stringify(Properties).includes('Expiration Warning'),
    );
    expect(rule?.Properties.EventPattern).toEqual({
      source: ['aws.ec2'],
      'detail-type': ['Capacity Block Reservation Expiration Warning'],
      detail: { 'capacity-reservation-id': ['cr-0123456789abcdef0'] },
    });
  });
});
