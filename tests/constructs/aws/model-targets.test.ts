import { describe, expect, it } from 'vitest';
import { propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');
const targets = propertiesOf(fleet, 'FrontTargets');

describe('targets of a load balancer', () => {
  it('are looked at by /health: out after five failures, back after two', () => {
    expect(targets).toMatchObject({
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 15,
      HealthCheckTimeoutSeconds: 12,
      UnhealthyThresholdCount: 5,
      HealthyThresholdCount: 2,
    });
  });

  it('finish what runs for 900 seconds, and get new requests by what they have open', () => {
    expect(targets.TargetGroupAttributes).toEqual([
      { Key: 'deregistration_delay.timeout_seconds', Value: '900' },
      { Key: 'load_balancing.algorithm.type', Value: 'least_outstanding_requests' },
    ]);
  });
});
